import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { operator } from './operator.ts';

let run: TestApp;
let kabinet: ReturnType<typeof operator>;
beforeEach(async () => {
  run = await startApp();
  kabinet = operator(run);
  run.clock.advance(1000);
  for (let n = 0; n < 5; n += 1) await run.ctx.audit.record({ act: 'test.act' });
  await closeJournal(run.ctx);
});
afterEach(() => run.close());

async function last(): Promise<number> {
  const [row] = (await run.ctx.db('audit_entries').max({ seq: 'seq' })) as { seq: number }[];
  return row?.seq ?? 0;
}

test('a whole journal is said to be whole, up to the last signed head', async () => {
  const { status, out } = await kabinet('audit verify');
  expect(status).toBe(0);
  expect(out).toBe(
    `Журнал цел: проверено записей — ${await last()}.\nОтметок: 1; последняя от 20.11.2026 10:00 на записи № ${await last()}.`,
  );
});

test('what is not linked yet is said, and is no fault', async () => {
  await run.ctx.audit.record({ act: 'test.fresh' });
  expect(await kabinet('audit verify')).toMatchObject({
    status: 0,
    out: expect.stringContaining('не связано записей: 1'),
  });
});

test('the first bad entry is named with its place, act and time', async () => {
  const seq = (await last()) - 2;
  await run.ctx.db('audit_entries').where({ seq }).update({ result: 'refused' });
  const { status, out } = await kabinet('audit verify');
  expect(status).toBe(1);
  expect(out).toMatch(
    new RegExp(
      `Нарушение: запись № ${seq} изменена\\.\nСейчас там: test\\.act, 20\\.11\\.2026 10:00, .*\nДо неё записи целы: ${seq - 1}\\.`,
    ),
  );
});

test('a cut-off end is named', async () => {
  const seq = await last();
  await run.ctx.db('audit_entries').where({ seq }).delete();
  expect(await kabinet('audit verify')).toMatchObject({
    status: 1,
    out: expect.stringContaining(`конец журнала отрезан, начиная с записи № ${seq}`),
  });
});

test('a ring without the key of the journal is said to lack it', async () => {
  const env = { ENCRYPTION_KEYS: `k9:${Buffer.alloc(32, 9).toString('base64')}` };
  expect(await kabinet('audit verify', { env })).toMatchObject({
    status: 1,
    err: expect.stringContaining('зашифрованы ключом «sample», а в ENCRYPTION_KEYS его нет'),
  });
});

test('programs read it as JSON', async () => {
  const seq = (await last()) - 1;
  await run.ctx.db('audit_entries').where({ seq }).delete();
  const { status, out } = await kabinet('audit verify --json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ good: false, fault: { kind: 'removed', seq }, heads: 1 });
});
