import { fill, file } from '../../src/features/demo/cases/person.ts';
import { archiveWork, earthworks } from '../../src/features/demo/cases/answers.ts';
import { decideApplication, freezePaper, takeApplication } from '../../src/features/applications/index.ts';
import { findCaseForStaff } from '../../src/features/cases/index.ts';
import type { Context } from '../../src/context.ts';
import { deliverMessage } from '../../src/features/messages/index.ts';
import { lateForms } from '../../src/features/sign-in/index.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { answers } from '../applications/support.ts';
import { newcomer, requestNumber, sendData } from '../confirmation/support.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, signIn } from '../support/cast.ts';
import { seedDemoCases } from '../support/demo-cases.ts';
import { pdf } from '../support/files.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { listen, type Client } from './client.ts';
import { markReached, watchStatements } from './watching.ts';

/** The running portal with the demo's data and a record of every kind that an address can name. */
export type World = Readonly<{
  test: TestApp;
  client: Client;
  /** What has been asked of the database since the last call. */
  statements: () => string[];
  close(): Promise<void>;
}>;

export async function startWorld(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const test = await startApp({ env });
  await seedDemoCases(test);
  await seedMore(test);
  markReached(test.app);
  const client = await listen(test.app);
  return {
    test,
    client,
    statements: watchStatements(test.ctx.db),
    async close() {
      await client.close();
      await test.close();
    },
  };
}

async function freeze(ctx: Context, actor: Actor, filing: Parameters<typeof fill>[2]): Promise<void> {
  // The page «Заявитель» is filled from the profile.
  const { applicant: _fromProfile, ...pages } = filing.pages;
  const { kind } = await freezePaper(ctx, actor, await fill(ctx, actor, { ...filing, pages }));
  if (kind !== 'frozen') throw new Error(`${filing.slug}: the paper is ${kind}`);
}

/** What the demo has none of, or not in Анна's own cabinet. */
async function seedMore(test: TestApp): Promise<void> {
  const { ctx } = test;
  const anna = await actorOf(test, 'anna');
  const sergey = await actorOf(test, 'sergey');
  const works = {
    slug: 'earthworks-permit',
    pages: earthworks((inDays) => (inDays > 45 ? ['2027', '03', '20'] : ['2027', '03', '10'])),
    papers: { scheme: 'Схема', workPlan: 'График', feeReceipt: 'Квитанция' },
  };
  const number = await file(ctx, anna, { ...works, signWith: 'anna-rsa' });
  const shown = async () => ({
    number,
    revision: (await findCaseForStaff(ctx, sergey, 'application', number)).revision,
  });
  await takeApplication(ctx, sergey, await shown());
  await decideApplication(ctx, sergey, {
    ...(await shown()),
    verdict: 'approved',
    groundCode: null,
    reason: 'Место и сроки согласованы.',
  });
  await freeze(ctx, anna, works);
  await freeze(ctx, anna, { slug: 'archive-reference', pages: archiveWork('Судоверфь', '2001', '2003') });
  await freeze(ctx, anna, { slug: 'housing-subsidy', pages: answers['housing-subsidy'], papers: { bills: 'Счета' } });

  await ctx.transaction(async (tx) => {
    const kept = await tx.files.keep(await ctx.files.store(pdf('letter')), {
      name: 'Ответ.pdf',
      type: 'application/pdf',
    });
    const letter = { sender: 'Архив', subject: 'Ответ', text: 'Ответ приложен.', category: 'ordinary' as const };
    await deliverMessage(tx, { ...letter, party: anna.party, fileIds: [kept.id] });
  });
  // Several, for some of the requests remove one.
  for (let form = 0; form < 4; form += 1)
    await lateForms(ctx).keep({ personId: anna.personId, path: '/settings/security/password', body: { again: 'yes' } });

  await requestNumber(await newcomer(test));
  await requestNumber(await newcomer(test));
  const stranger = await newcomer(test, { email: false });
  await stranger.browser.post('/settings/security/email').type('form').send({ email: 'somebody@example.test' });
  await sendData(await signIn(test, 'novichok'), stranger.form).expect(303);
  // Results, receipts and letters are made by the worker.
  await deliveriesOf(test);
  const browser = await signIn(test, 'anna');
  const [, message = ''] = /href="(\/messages\/[0-9a-f-]{36})"/.exec((await browser.get('/messages')).text) ?? [];
  await browser.post(`${message}/replies`).type('form').send({ text: 'Спасибо, получила.' }).expect(303);
}
