import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.ts';
import { createContext } from '../../src/context.ts';
import { makeBackup } from '../../src/platform/backup/backup.ts';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import { pathOf } from '../../src/platform/files/file-store.ts';
import type { TestApp } from '../support/app.ts';
import { signIn } from '../support/cast.ts';
import { testConfig } from '../support/config.ts';
import { pdf } from '../support/files.ts';
import { textOf } from '../support/html.ts';
import { filesUnder, manifestIn, startBackupBench, upload, type BackupBench } from './backups.ts';
import { rowsOf } from './database-rows.ts';
import { settingsOf } from './operator.ts';

let run: TestApp;
let kabinet: BackupBench['kabinet'];
let base: string;
let dir: string;
let restored: string;
let close: () => Promise<void>;
beforeEach(async () => void ({ run, kabinet, base, dir, restored, close } = await startBackupBench()));
afterEach(() => close());

/** The same command in a process of its own, as an operator beside a running server. */
async function elsewhere(line: string[], dataDir = run.ctx.config.dataDir): Promise<string> {
  const env = { ...process.env, ...settingsOf({ ...run.ctx.config, dataDir }) };
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/main.ts', ...line], { env });
  return stdout;
}

describe('a backup of a portal at work', () => {
  test('is of one moment: every row as it was, every row’s file, nothing acknowledged before it missing', async () => {
    const anna = await signIn(run, 'anna');
    const acknowledged: string[] = [];
    let loading = true;
    const load = ['один', 'два'].map(async (words) => {
      while (loading) acknowledged.push(await upload(anna, words));
    });
    while (acknowledged.length < 4) await new Promise((resolve) => setTimeout(resolve, 20));
    const before = [...acknowledged];
    await elsewhere(['backup', dir]);
    loading = false;
    await Promise.all(load);
    expect(acknowledged.length).toBeGreaterThan(before.length);
    expect(await elsewhere(['backup', 'verify', dir])).toContain('Копия в порядке');
    await elsewhere(['restore', dir], restored);

    const [live, copy] = [rowsOf(run.ctx.config.dataDir), rowsOf(restored)];
    expect([...copy.keys()]).toEqual([...live.keys()]);
    for (const [table, rows] of copy) {
      if (table === 'rate_limits') continue; // counters of the load itself, going up and down
      const there = new Set(live.get(table));
      expect([table, rows.filter((row) => !there.has(row))]).toEqual([table, []]);
      const grown = there.size - rows.length;
      expect([table, grown > 0 ? ['documents', 'files', 'audit_entries'].includes(table) : true]).toEqual([
        table,
        true,
      ]);
    }
    const documents = (copy.get('documents') ?? []).map((row) => JSON.parse(row) as { id: string; file_id: string });
    expect(documents.map(({ id }) => id)).toEqual(expect.arrayContaining(before));
    for (const { file_id: id } of documents)
      expect(
        (await readFile(pathOf(path.join(restored, 'files'), id))).equals(await readFile(pathOf(run.ctx.filesDir, id))),
      ).toBe(true);
  }, 60_000);

  test('restored into an empty folder is equal row by row and file by file, and the portal goes on from it', async () => {
    const anna = await signIn(run, 'anna');
    const id = await upload(anna, 'три');
    await closeJournal(run.ctx);
    expect(await kabinet(['backup', dir])).toMatchObject({ status: 0, err: '' });
    const { status, out } = await kabinet(['restore', dir], { env: { DATA_DIR: restored } });
    expect([status, out]).toEqual([0, expect.stringContaining('Восстановлено: копия от 20.11.2026 10:00')]);

    expect(rowsOf(restored)).toEqual(rowsOf(run.ctx.config.dataDir));
    for (const part of ['files', 'audit']) {
      const [from, to] = [path.join(run.ctx.config.dataDir, part), path.join(restored, part)];
      const names = await filesUnder(to);
      expect(names).toEqual(await filesUnder(from));
      for (const name of names)
        expect((await readFile(path.join(to, name))).equals(await readFile(path.join(from, name)))).toBe(true);
    }
    const ctx = createContext(testConfig(restored), { clock: run.clock });
    const again = await signIn({ ...run, ctx, app: createApp(ctx).app }, 'anna');
    expect(textOf((await again.get('/documents')).text, 'main')).toContain('три');
    expect((await again.get(`/documents/${id}/file`)).body).toEqual(pdf('три'));
    await ctx.db.destroy();
    expect(await kabinet('audit verify', { env: { DATA_DIR: restored } })).toMatchObject({ status: 0 });
  });

  test('lists every file with its sum, is readable to its owner alone, and holds no key', async () => {
    await upload(await signIn(run, 'anna'), 'три');
    await closeJournal(run.ctx);
    const { out } = await kabinet(['backup', dir]);
    expect(out).toMatch(new RegExp(`Копия готова: ${dir}, \\d+\\s`));
    const { files, keyIds, missing, database } = await manifestIn(dir);
    expect([...files.map((file) => file.path), 'manifest.json'].sort()).toEqual(await filesUnder(dir));
    expect(files.map((file) => file.path)).toEqual(
      expect.arrayContaining(['kabinet.db', 'audit/heads-2026-11-20.jsonl']),
    );
    expect([keyIds, missing, database]).toEqual([['sample'], [], 'sqlite']);
    for (const name of await filesUnder(dir)) {
      expect((await stat(path.join(dir, name))).mode & 0o077).toBe(0);
      const bytes = await readFile(path.join(dir, name));
      for (const { key } of run.ctx.config.keys.encryption)
        for (const written of [key, Buffer.from(key.toString('base64')), Buffer.from(key.toString('hex'))])
          expect([name, bytes.includes(written)]).toEqual([name, false]);
    }
  });

  test('tells of rows whose file was lost before, and is made all the same', async () => {
    const stored = await run.ctx.files.store(Buffer.from('потеряно'));
    await run.ctx.files.keep(stored, { name: 'a.pdf', type: 'application/pdf' });
    await rm(pathOf(run.ctx.filesDir, stored.id));
    const { status, out } = await kabinet(['backup', dir]);
    expect([status, out]).toEqual([1, expect.stringContaining(`Нет файла ${stored.id}`)]);
    expect((await manifestIn(dir)).missing).toEqual([stored.id]);
    const verified = await kabinet(['backup', 'verify', dir]);
    expect([verified.status, verified.out]).toEqual([1, expect.stringContaining(`Запись без файла: ${stored.id}`)]);
  });

  test('is taken anew when a row and its file go while it is being made', async () => {
    const stored = await run.ctx.files.store(Buffer.from('недолго'));
    await run.ctx.files.keep(stored, { name: 'a.pdf', type: 'application/pdf' });
    await rm(pathOf(run.ctx.filesDir, stored.id));
    const rows = new Database(path.join(run.ctx.config.dataDir, 'kabinet.db'));
    // The snapshot has the row; when the copy asks whether it is still there, it has just gone.
    const db = new Proxy(run.ctx.db, {
      apply(query, self, [table]: [string]) {
        if (table === 'files') rows.prepare('delete from files where id = ?').run(stored.id);
        return Reflect.apply(query, self, [table]) as unknown;
      },
    });
    const { config, filesDir, clock } = run.ctx;
    const { missing } = await makeBackup({ ...config, db, filesDir, clock }, dir);
    rows.close();
    expect(missing).toEqual([]);
    expect(await kabinet(['backup', 'verify', dir])).toMatchObject({ status: 0 });
  });

  test('is also made of a database that this version has yet to migrate', async () => {
    await run.ctx.db('knex_migrations').where({ name: '20261121100100_sign-in_attempt_subjects' }).delete();
    expect(await kabinet(['backup', dir])).toMatchObject({ status: 0 });
    expect((await manifestIn(dir)).migrations).not.toContain('20261121100100_sign-in_attempt_subjects');
  });
});

describe('backup refuses', () => {
  test('a folder that holds something', async () => {
    await mkdir(dir);
    await writeFile(path.join(dir, 'notes.txt'), 'нужное');
    expect(await kabinet(['backup', dir])).toMatchObject({ status: 1, err: expect.stringContaining('не пуста') });
    expect(await filesUnder(dir)).toEqual(['notes.txt']);
  });

  test('a folder inside the data it is to protect', async () => {
    const inside = path.join(run.ctx.config.dataDir, 'copy');
    const { status, err } = await kabinet(['backup', inside]);
    expect([status, err]).toEqual([2, expect.stringContaining('не защитит')]);
    await expect(stat(inside)).rejects.toThrow();
  });

  test('a relative folder is meant from where the operator stands', async () => {
    expect(await kabinet('backup copy', { env: { INIT_CWD: base } })).toMatchObject({ status: 0 });
    expect(await filesUnder(dir)).toContain('manifest.json');
  });
});
