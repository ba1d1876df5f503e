import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isDuplicate } from '../../src/platform/db/database.ts';
import { migrate } from '../../src/platform/db/migrations.ts';
import { startApp, type TestApp } from '../support/app.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

const job = (name: string, next: number) => ({ name, next_at: next });
const jobs = () => run.ctx.db('scheduled_jobs');

describe('transactions', () => {
  test('are all or nothing, and calls inside join them', async () => {
    const failing = run.ctx.transaction(async (tx) => {
      await tx.audit.record({ act: 'test.outer' });
      await tx.transaction((inner) => inner.audit.record({ act: 'test.inner' }));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await run.ctx.db('audit_entries').whereIn('act', ['test.outer', 'test.inner'])).toEqual([]);
  });

  test('that read and then write do not lose what the other wrote', async () => {
    await jobs().insert(job('counter', 0));
    const add = () =>
      run.ctx.transaction(async (tx) => {
        const row = (await tx.db('scheduled_jobs').where({ name: 'counter' }).first('next_at')) as { next_at: number };
        await tx
          .db('scheduled_jobs')
          .where({ name: 'counter' })
          .update({ next_at: row.next_at + 1 });
      });
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await jobs().where({ name: 'counter' }).first()).toEqual(job('counter', 8));
  });
});

describe('values', () => {
  test('of times, counts and sums are numbers', async () => {
    const at = Date.UTC(2026, 10, 20);
    await jobs().insert([job('time.a', at), job('time.b', at)]);
    const own = jobs().where('name', 'like', 'time.%');
    expect(await own.clone().first('next_at')).toEqual({ next_at: at });
    expect(await own.clone().count({ count: '*' }).sum({ sum: 'next_at' }).max({ max: 'next_at' })).toEqual([
      { count: 2, sum: 2 * at, max: at },
    ]);
  });

  test('that are taken twice are told from other errors', async () => {
    await jobs().insert(job('twice', 1));
    const again = await jobs()
      .insert(job('twice', 2))
      .catch((error: unknown) => error);
    expect(isDuplicate(again)).toBe(true);
    const nothing = await jobs()
      .insert({ name: 'nothing' })
      .catch((error: unknown) => error);
    expect(nothing).toBeDefined();
    expect(isDuplicate(nothing)).toBe(false);
  });

  test('of changed and deleted rows are counted', async () => {
    await jobs().insert([job('count.a', 1), job('count.b', 2)]);
    const own = jobs().where('name', 'like', 'count.%');
    expect(await own.clone().update({ next_at: 3 })).toBe(2);
    expect(await own.clone().delete()).toBe(2);
  });

  test('keep to foreign keys', async () => {
    const orphan = run.ctx
      .db('profiles')
      .insert({ person_id: 'nobody', entries_sealed: '', updated_at: 1, revision: 1 });
    await expect(orphan).rejects.toThrow(/foreign key/i);
  });
});

test('migrations that ran once do not run again', async () => {
  expect(await migrate(run.ctx.db)).toEqual([]);
});
