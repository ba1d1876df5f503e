import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../src/errors.ts';
import { DataFolderInUse, lockDataFolder } from '../../src/platform/db/lock.ts';
import { migrate } from '../../src/platform/db/migrations.ts';
import { startApp, type TestApp } from '../support/app.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

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

  test('take the write lock at once: whoever comes second is told so, and nothing hangs', async () => {
    const other = new Database(path.join(run.ctx.config.dataDir, 'kabinet.db'));
    other.exec('begin immediate');
    try {
      await expect(run.ctx.transaction((tx) => tx.audit.record({ act: 'test.busy' }))).rejects.toThrow(Unavailable);
    } finally {
      other.exec('rollback');
      other.close();
    }
    await run.ctx.transaction((tx) => tx.audit.record({ act: 'test.free' }));
  });
});

test('migrations that ran once do not run again', async () => {
  expect(await migrate(run.ctx.db)).toEqual([]);
});

test('a data folder serves one server at a time, and is free again when that one is gone', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'kabinet-lock-'));
  const unlock = lockDataFolder(dir);
  expect(() => lockDataFolder(dir)).toThrow(DataFolderInUse);
  unlock();
  lockDataFolder(dir)();
  rmSync(dir, { recursive: true });
});
