import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { prepared } from '../../src/platform/db/prepared.ts';
import { startApp, type TestApp } from '../support/app.ts';

type Values = { name: string; since: number };
type Row = { name: string; next_at: number };

let run: TestApp;
let built = 0;
const soon = prepared<Values, Row>(['name', 'since'], (db, { name, since }) => {
  built += 1;
  return db('scheduled_jobs')
    .where({ name })
    .where('next_at', '>=', since)
    .whereNot('name', 'of another name')
    .limit(5)
    .select('name', 'next_at');
});

beforeAll(async () => {
  run = await startApp();
  await run.ctx.db('scheduled_jobs').insert([
    { name: 'one', next_at: 10 },
    { name: 'two', next_at: 20 },
  ]);
});
afterAll(() => run.close());

test('a prepared query is built once and answers for whatever values it is given', async () => {
  expect(await soon(run.ctx.db, { name: 'one', since: 10 })).toEqual([{ name: 'one', next_at: 10 }]);
  expect(await soon(run.ctx.db, { name: 'one', since: 11 })).toEqual([]);
  expect(await soon(run.ctx.db, { since: 0, name: "two' or '1'='1" })).toEqual([]);
  expect(await soon(run.ctx.db, { since: 0, name: 'two' })).toEqual([{ name: 'two', next_at: 20 }]);
  expect(built).toBe(1);
});

test('inside a transaction it sees what that has written, outside only what was committed', async () => {
  let outside: Promise<Row[]> | undefined;
  const broken = run.ctx.transaction(async (tx) => {
    await tx.db('scheduled_jobs').where({ name: 'two' }).update({ next_at: 30 });
    expect(await soon(tx.db, { name: 'two', since: 0 })).toEqual([{ name: 'two', next_at: 30 }]);
    // Where there is one connection alone, it waits for the end of the transaction.
    outside = soon(run.ctx.db, { name: 'two', since: 0 });
    throw new Error('broken off');
  });
  await expect(broken).rejects.toThrow('broken off');
  expect(await outside).toEqual([{ name: 'two', next_at: 20 }]);
});
