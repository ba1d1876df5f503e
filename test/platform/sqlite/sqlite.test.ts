import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../../src/errors.ts';
import { DataFolderInUse, lockDataFolder } from '../../../src/platform/db/lock.ts';
import { minute } from '../../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../../support/app.ts';

let run: TestApp;
beforeEach(async () => {
  run = await startApp();
});
afterEach(() => run.close());

const file = () => path.join(run.ctx.config.dataDir, 'kabinet.db');

async function pragma(name: string): Promise<unknown> {
  const rows = (await run.ctx.db.raw(`pragma ${name}`)) as Record<string, unknown>[];
  return Object.values(rows[0] ?? {})[0];
}

describe('every connection', () => {
  test.each([
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['temp_store', 2],
    ['secure_delete', 1],
  ])('has %s = %s', async (name, value) => {
    expect(await pragma(name)).toBe(value);
  });

  test('waits for a lock no longer than a page may', async () => {
    expect(await pragma('busy_timeout')).toBeLessThanOrEqual(250);
  });
});

test('a transaction takes the write lock at once: whoever comes second is told so, and nothing hangs', async () => {
  const other = new Database(file());
  other.exec('begin immediate');
  try {
    await expect(run.ctx.transaction((tx) => tx.audit.record({ act: 'test.busy' }))).rejects.toThrow(Unavailable);
  } finally {
    other.exec('rollback');
    other.close();
  }
  await run.ctx.transaction((tx) => tx.audit.record({ act: 'test.free' }));
});

describe('reading outside a transaction', () => {
  const names = async () => {
    const rows = (await run.ctx
      .db('scheduled_jobs')
      .where('name', 'like', 'read.%')
      .orderBy('name')
      .select('name')) as {
      name: string;
    }[];
    return rows.map(({ name }) => name);
  };
  const add = (name: string) => ({ name: `read.${name}`, next_at: 0 });

  test('waits for no transaction, and sees what was committed, at once', async () => {
    expect(await names()).toEqual([]);
    await run.ctx.transaction(async (tx) => {
      await tx.db('scheduled_jobs').insert(add('a'));
      expect(await names()).toEqual([]);
    });
    expect(await names()).toEqual(['read.a']);
    await run.ctx.db('scheduled_jobs').insert(add('b'));
    expect(await names()).toEqual(['read.a', 'read.b']);
    await run.ctx.db('scheduled_jobs').insert(add('c')).returning('name');
    expect(await names()).toEqual(['read.a', 'read.b', 'read.c']);
  });

  test('sees in the next turn what another process has written', async () => {
    expect(await names()).toEqual([]);
    const other = new Database(file());
    other.prepare("insert into scheduled_jobs (name, next_at) values ('read.other', 0)").run();
    other.close();
    await new Promise(setImmediate);
    expect(await names()).toEqual(['read.other']);
  });
});

test('a data folder serves one server at a time, and is free again when that one is gone', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'kabinet-lock-'));
  const unlock = lockDataFolder(dir);
  expect(() => lockDataFolder(dir)).toThrow(DataFolderInUse);
  unlock();
  lockDataFolder(dir)();
  rmSync(dir, { recursive: true });
});

describe('the write-ahead log', () => {
  const size = () => statSync(`${file()}-wal`).size;
  const write = () =>
    run.ctx.outbox.publish({ kind: 'test.later', payload: {}, notBefore: run.clock.now() + 60 * minute });
  const nextMinute = async () => {
    run.clock.advance(minute);
    await run.worker.drain();
  };

  test('is emptied every minute into the database', async () => {
    await run.worker.drain(); // enters the job
    await write();
    expect(size()).toBeGreaterThan(0);
    await nextMinute();
    // The worker's own note of the next time may already be in it again.
    const own = size();
    for (let n = 0; n < 50; n += 1) await write();
    expect(size()).toBeGreaterThan(own);
    await nextMinute();
    expect(size()).toBe(own);
    const copy = new Database(file(), { readonly: true });
    expect(copy.prepare("select count(*) as n from outbox where kind = 'test.later'").get()).toEqual({ n: 51 });
    copy.close();
  });

  test('waits for whoever reads from it, without harm, and is emptied once they are gone', async () => {
    await run.worker.drain();
    await nextMinute();
    const own = size();
    const reader = new Database(file(), { readonly: true });
    reader.exec('begin');
    reader.prepare('select count(*) from outbox').get();
    for (let n = 0; n < 50; n += 1) await write();
    await nextMinute();
    expect(size()).toBeGreaterThan(own);
    reader.exec('commit');
    reader.close();
    await nextMinute();
    expect(size()).toBe(own);
  });
});
