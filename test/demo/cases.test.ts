import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createContext } from '../../src/context.ts';
import { seedCases } from '../../src/features/demo/index.ts';
import { cast, type CastName } from '../../src/features/demo/cast.ts';
import { day } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf, signIn } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
  const ids = Object.fromEntries(
    await Promise.all((Object.keys(cast) as CastName[]).map(async (name) => [name, (await personOf(run, name)).id])),
  ) as Record<CastName, string>;
  await seedCases(ids, run.ctx, (clock) => createContext(run.ctx.config, { clock, db: run.ctx.db }));
  await run.worker.drain();
}, 60_000);
afterAll(() => run.close());

describe('the demo’s cases', () => {
  test('show Анна an application in every state', async () => {
    const anna = await signIn(run, 'anna');
    const list =
      textOf((await anna.get('/applications')).text, 'main') +
      textOf((await anna.get('/applications?archive=1')).text, 'main');
    const states = [
      'Черновик',
      'Отправлено',
      'В работе',
      'На проверке',
      'Требуются документы',
      'Документы получены',
      'Одобрено',
      'Готово к выдаче',
      'Отклонено',
      'Отозвано',
    ];
    expect(states.filter((state) => !list.includes(state))).toEqual([]);
    const statuses = (await run.ctx
      .db('cases')
      .where({ applicant_id: (await personOf(run, 'anna')).id })
      .distinct('status')) as { status: string }[];
    expect(statuses.map(({ status }) => status).sort()).toEqual([
      'approved',
      'archived',
      'checking',
      'documents_received',
      'documents_required',
      'in_progress',
      'ready',
      'rejected',
      'submitted',
      'withdrawn',
    ]);
  });

  test('lie in the past, in order', async () => {
    const steps = (await run.ctx.db('case_steps').select('case_id', 'at').orderBy(['case_id', 'id'])) as {
      case_id: string;
      at: number;
    }[];
    expect(steps.every(({ at }) => at <= run.clock.now())).toBe(true);
    for (const [before, after] of steps.map((step, at) => [steps[at - 1], step] as const)) {
      if (before?.case_id === after.case_id) expect(after.at).toBeGreaterThanOrEqual(before.at);
    }
  });

  test('tell her first what waits for her', async () => {
    const { text } = await (await signIn(run, 'anna')).get('/cabinet');
    expect(textOf(text, '.frame')).toMatch(/Требуются документы.*до 2\d\.11\.2026/);
  });

  test('have papers and news of their day, though the worker comes later', async () => {
    const rows = (await run.ctx
      .db('documents')
      .join('cases', 'cases.number', 'documents.case_number')
      .whereIn('documents.type', ['receipt', 'result'])
      .select('documents.type', 'documents.created_at', 'cases.submitted_at')) as Record<string, unknown>[];
    const waits = rows.map((row) => [row['type'], Number(row['created_at']) - Number(row['submitted_at'])] as const);
    const longest = (type: string) => Math.max(...waits.flatMap(([of, wait]) => (of === type ? [wait] : [])));
    expect(longest('receipt')).toBe(0);
    expect(longest('result')).toBeLessThan(2 * day);
    // The application of the last day; what was approved before told so then.
    const fresh = (await run.ctx.db('messages').where('created_at', '>', run.clock.now() - day)) as unknown[];
    expect(fresh).toHaveLength(1);
  });

  test('leave results in her documents and messages in her box', async () => {
    const anna = await signIn(run, 'anna');
    expect(textOf((await anna.get('/documents?tab=issued')).text, '#documents-list')).toContain('Результат услуги');
    expect(textOf((await anna.get('/messages')).text, '#messages-list')).not.toContain('Сообщений нет');
  });

  test('give the desk something overdue and something new', async () => {
    const desk = textOf((await (await signIn(run, 'sergey')).get('/staff/applications')).text, 'main');
    expect(desk).toMatch(/Просрочено.*Кузнецова/);
    expect(desk).toContain('ООО «Ромашка»');
  });

  test('let the desk confirm the identity of somebody who waits for it, with copies to compare', async () => {
    const petr = await signIn(run, 'petr');
    const list = parse((await petr.get('/staff/confirmations')).text);
    expect(list('main').text()).toMatch(/Просрочено\s*0/);
    const page = (await petr.get(String(list('main td a').first().attr('href')))).text;
    expect(textOf(page, 'main')).toMatch(/442-016.*Круглова Тамара Николаевна/);
    const copies = parse(page)('main a[href*="/files/"]').toArray();
    expect(copies).toHaveLength(2);
    for (const { attribs } of copies)
      await petr.get(String(attribs['href'])).expect(200).expect('Content-Type', 'application/pdf');
    const form = fieldsOf(page, 'form[action$="/decision"]');
    await petr
      .post(String(parse(page)('form[action$="/decision"]').attr('action')))
      .type('form')
      .send({ ...form, verdict: 'approve' })
      .expect(303);
  });

  test('include the organisation’s, signed with its certificate', async () => {
    const [signature] = (await run.ctx.db('signatures')) as { outcome: string }[];
    expect(signature?.outcome).toBe('TOTAL-PASSED');
  });
});
