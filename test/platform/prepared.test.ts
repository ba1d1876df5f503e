import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { prepared, preparedFor } from '../../src/platform/db/prepared.ts';
import { startApp, type TestApp } from '../support/app.ts';

type Values = { name: string; since: number };
type Row = { name: string; next_at: number };

let run: TestApp;
let built = 0;
const soon = prepared<Values, Row>((db, { name, since }) => {
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

test('a value that Knex left out of the statement is missed, not ignored', async () => {
  const some = prepared<{ size: number }, Row>((db, { size }) => db('scheduled_jobs').limit(size).select());
  await expect(some(run.ctx.db, { size: 1 })).rejects.toThrow('size has no place in: select * from');
});

test('queries that differ in more than values are built once each', async () => {
  const first = preparedFor(({ limit }: { limit: number }) =>
    prepared<{ since: number }, Row>((db, { since }) =>
      db('scheduled_jobs').where('next_at', '>=', since).orderBy('next_at').limit(limit).select('name', 'next_at'),
    ),
  );
  expect(await first({ limit: 1 })(run.ctx.db, { since: 10 })).toEqual([{ name: 'one', next_at: 10 }]);
  expect(await first({ limit: 2 })(run.ctx.db, { since: 10 })).toHaveLength(2);
  expect(first({ limit: 1 })).toBe(first({ limit: 1 }));
});
