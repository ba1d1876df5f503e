import type { Context } from '../../../context.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { addDays } from '../../../platform/values/date.ts';
import { day, hour } from '../../../platform/values/durations.ts';
import { dateIn, endOfDay } from '../../../platform/values/time.ts';
import {
  archiveApplication,
  decideApplication,
  issueResult,
  markReady,
  prepareAnswer,
  requestDocuments,
  sendAnswer,
  startExamination,
  takeApplication,
  withdrawApplication,
} from '../../applications/index.ts';
import { findCaseForStaff, findOwnCase } from '../../cases/index.ts';
import { actorOfSession, membershipsOf } from '../../organisations/index.ts';
import type { CastName } from '../cast.ts';
import { archiveStudy, archiveWork, earthworks, kindergarten } from './answers.ts';
import { seedNewcomer } from './newcomer.ts';
import { file, fill, paper } from './person.ts';

/** Makes a context whose clock is this one; the demo's past is lived through, not invented. */
export type ContextAt = (clock: Clock) => Context;

/**
 * Gives Анна applications in every state, ООО «Ромашка» a signed one, and the desks a few more, by the very verbs that people
 * and officials use, each at its moment in the last two months.
 */
export async function seedCases(
  ids: Readonly<Record<CastName, string>>,
  present: Context,
  contextAt: ContextAt,
): Promise<void> {
  const now = present.clock.now();
  let moment = now;
  const ctx = contextAt({ now: () => moment });
  const at = (daysAgo: number) => void (moment = now - Math.round(daysAgo * day));
  const later = (hours: number) => void (moment = Math.min(now, moment + hours * hour));

  const anna = await ownActor(ctx, ids.anna);
  const sergey = await ownActor(ctx, ids.sergey);
  const shown = async (number: string) => ({
    number,
    revision: (await findCaseForStaff(ctx, sergey, 'application', number)).revision,
  });
  const take = async (number: string) => {
    later(20);
    await takeApplication(ctx, sergey, await shown(number));
    later(2);
  };
  // Papers bear the date of their day, and so are made on it and not when the worker gets to them.
  const decide = async (
    number: string,
    verdict: 'approved' | 'rejected',
    groundCode: string | null,
    reason: string,
  ) => {
    await decideApplication(ctx, sergey, { ...(await shown(number)), verdict, groundCode, reason });
    if (verdict === 'approved') await issueResult(ctx, (await findOwnCase(ctx, anna, number)).id);
  };

  at(58);
  const archived = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveStudy('Костромской политехнический колледж', '2003', '2007'),
  });
  await take(archived);
  await decide(archived, 'approved', null, 'Сведения найдены в фонде Р-1274.');
  at(25);
  await archiveApplication(ctx, sergey, await shown(archived));

  at(40);
  const withdrawn = await file(ctx, anna, { slug: 'kindergarten-queue', pages: kindergarten });
  later(5);
  const { revision } = await findOwnCase(ctx, anna, withdrawn);
  await withdrawApplication(ctx, anna, { number: withdrawn, revision, reason: 'Ошиблась с садом, подам заново.' });

  at(33);
  const rejected = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveWork('Кооператив «Заря»', '2008', '2009'),
  });
  await take(rejected);
  await decide(rejected, 'rejected', 'ARC-G1', 'Документы кооператива в областной архив не поступали.');

  at(28);
  const ready = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveWork('Костромской льнокомбинат', '2009', '2014'),
  });
  await take(ready);
  await decide(ready, 'approved', null, 'Стаж подтверждён приказами.');
  later(30);
  await markReady(ctx, sergey, await shown(ready));

  at(21);
  const approved = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveStudy('Средняя школа № 29 г. Костромы', '1993', '2003'),
  });
  await take(approved);
  await decide(approved, 'approved', null, 'Сведения подтверждены книгой выдачи аттестатов.');

  at(14);
  const answered = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveWork('Завод «Мотордеталь»', '2014', '2016'),
  });
  await ask(answered, 'Пришлите страницу трудовой книжки с записью о приёме: названия завода в эти годы менялись.');
  later(40);
  await prepareAnswer(ctx, anna, {
    number: answered,
    answer: 'Прикладываю страницы 6 и 7.',
    uploads: [
      {
        field: 'workBook',
        name: 'Трудовая книжка, стр. 6–7.pdf',
        type: 'application/pdf',
        stored: await ctx.files.store(await paper(ctx, 'Трудовая книжка, страницы 6–7')),
      },
    ],
    remove: null,
  });
  await sendAnswer(ctx, anna, answered);

  at(6);
  const asked = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveWork('Швейная фабрика «Орион»', '2016', '2018'),
  });
  await ask(
    asked,
    'В трудовой книжке и в наших списках разные годы. Пришлите, пожалуйста, страницу с записью об увольнении.',
  );

  at(5);
  const checking = await file(ctx, anna, {
    slug: 'archive-reference',
    pages: archiveStudy('Костромской государственный университет', '2007', '2012'),
  });
  await take(checking);
  await startExamination(ctx, sergey, await shown(checking));

  at(3);
  await take(
    await file(ctx, anna, { slug: 'archive-reference', pages: archiveWork('ООО «Лён и пряжа»', '2018', '2020') }),
  );

  at(1);
  await file(ctx, anna, { slug: 'kindergarten-queue', pages: kindergarten });
  at(0.5);
  await fill(ctx, anna, {
    slug: 'housing-subsidy',
    pages: { home: { basis: 'owner', area: '54', monthlyCosts: '6500', debt: 'none', benefit: 'no' } },
  });

  // Not earlier than the list of revoked certificates that the demo has published.
  at(0.8);
  const romashka = await companyActor(ctx, ids.anna);
  const dateAfter = (inDays: number): readonly [string, string, string] => {
    const [year = '', month = '', ofMonth = ''] = addDays(dateIn(moment, ctx.config.timeZone), inDays).split('-');
    return [year, month, ofMonth];
  };
  await file(ctx, romashka, {
    slug: 'earthworks-permit',
    pages: earthworks(dateAfter),
    papers: { scheme: 'Схема участка работ', workPlan: 'График работ', feeReceipt: 'Квитанция об оплате' },
    signWith: 'romashka-rsa',
  });

  at(45);
  await file(ctx, await ownActor(ctx, ids.vera), {
    slug: 'archive-reference',
    pages: archiveWork('Галичский автокрановый завод', '2012', '2015'),
  });
  at(4);
  await file(ctx, await ownActor(ctx, ids.boris), {
    slug: 'archive-reference',
    pages: archiveWork('Шарьинское депо', '1999', '2006'),
  });

  at(0);
  await seedNewcomer(ctx);

  async function ask(number: string, message: string): Promise<void> {
    await take(number);
    const dueAt = endOfDay(addDays(dateIn(moment, ctx.config.timeZone), 14), ctx.config.timeZone);
    await requestDocuments(ctx, sergey, {
      ...(await shown(number)),
      message,
      dueAt,
      documents: [{ id: 'workBook', title: 'Страница трудовой книжки' }],
    });
  }
}

async function ownActor(ctx: Context, personId: string): Promise<Actor> {
  return actorIn(ctx, personId, null);
}

async function companyActor(ctx: Context, personId: string): Promise<Actor> {
  const [membership] = await membershipsOf(ctx, personId);
  if (membership === undefined) throw new Error('demo: nobody heads an organisation');
  return actorIn(ctx, personId, membership.organisation.id);
}

async function actorIn(ctx: Context, personId: string, organisationId: string | null): Promise<Actor> {
  const party = organisationId === null ? null : { kind: 'organisation' as const, id: organisationId };
  const actor = await actorOfSession(ctx, { personId, party });
  if (actor === null) throw new Error('demo: this person may not act');
  return actor;
}
