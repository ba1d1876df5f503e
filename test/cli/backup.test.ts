import { execFile } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.ts';
import { createContext } from '../../src/context.ts';
import { makeBackup } from '../../src/platform/backup/backup.ts';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import type { Manifest } from '../../src/platform/backup/manifest.ts';
import { lockDataFolder } from '../../src/platform/db/lock.ts';
import { pathOf } from '../../src/platform/files/file-store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, type Browser } from '../support/cast.ts';
import { testConfig } from '../support/config.ts';
import { pdf } from '../support/files.ts';
import { textOf } from '../support/html.ts';
import { rowsOf } from './database-rows.ts';
import { operator, settingsOf } from './operator.ts';

let run: TestApp;
let kabinet: ReturnType<typeof operator>;
let base: string;
/** Where the backup goes, and where it is restored. */
let dir: string;
let restored: string;
beforeEach(async () => {
  run = await startApp();
  kabinet = operator(run);
  base = await mkdtemp(path.join(process.env['KABINET_TEST_DIR'] ?? '', 'backup-'));
  [dir, restored] = [path.join(base, 'copy'), path.join(base, 'restored')];
});
afterEach(async () => {
  await run.close();
  await rm(base, { recursive: true, force: true });
});

/** A document put into the cabinet over HTTP; answers its id once the portal has acknowledged it. */
async function upload(browser: Browser, words: string): Promise<string> {
  const sent = browser.post('/documents').field('type', 'reference').field('title', words);
  const { headers } = await sent.attach('file', pdf(words), {
    filename: 'справка.pdf',
    contentType: 'application/pdf',
  });
  expect(headers['location']).toMatch(/^\/documents\/[0-9a-f-]{36}$/);
  return String(headers['location']).slice('/documents/'.length);
}

/** The same command in a process of its own, as an operator beside a running server. */
async function elsewhere(line: string[], dataDir = run.ctx.config.dataDir): Promise<string> {
  const env = { ...process.env, ...settingsOf({ ...run.ctx.config, dataDir }) };
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/main.ts', ...line], { env });
  return stdout;
}

async function manifest(): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(dir, 'manifest.json'), 'utf8')) as Manifest;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
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
    const { files, keyIds, missing, database } = await manifest();
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
    expect((await manifest()).missing).toEqual([stored.id]);
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
    expect((await manifest()).migrations).not.toContain('20261121100100_sign-in_attempt_subjects');
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

describe('backup verify', () => {
  let stored: string;
  beforeEach(async () => {
    await upload(await signIn(run, 'anna'), 'три');
    await closeJournal(run.ctx);
    expect(await kabinet(['backup', dir])).toMatchObject({ status: 0 });
    stored = (await manifest()).files.find((file) => file.path.startsWith('files/'))?.path ?? '';
  });

  test('finds nothing wrong with a good one, twice, and changes nothing in it', async () => {
    const before = await readFile(path.join(dir, 'kabinet.db'));
    for (let n = 0; n < 2; n += 1) {
      const { status, out } = await kabinet(['backup', 'verify', dir]);
      expect([status, out]).toEqual([0, expect.stringMatching(/^Копия в порядке: .*Всё открывается/)]);
    }
    expect((await readFile(path.join(dir, 'kabinet.db'))).equals(before)).toBe(true);
    expect(await filesUnder(dir)).not.toContain('kabinet.db-wal');
  });

  test.each([
    ['a stored file was changed', async () => appendFile(path.join(dir, stored), '!'), () => `Файл изменён: ${stored}`],
    ['a stored file is gone', async () => rm(path.join(dir, stored)), () => `Нет файла: ${stored}`],
    [
      'the database was changed',
      async () => appendFile(path.join(dir, 'kabinet.db'), '!'),
      () => 'Файл изменён: kabinet.db',
    ],
    [
      'something was put there',
      async () => writeFile(path.join(dir, 'x'), ''),
      () => 'Лишний файл, в описи его нет: x',
    ],
  ])('says when %s', async (_what, spoil, words) => {
    await spoil();
    for (const line of [
      ['backup', 'verify', dir],
      ['backup', 'verify', dir, '--without-keys'],
    ]) {
      const { status, out } = await kabinet(line);
      expect([status, out]).toEqual([1, expect.stringContaining(words())]);
    }
  });

  test('says what the keys of the settings do not open', async () => {
    const env = { ENCRYPTION_KEYS: `sample:${Buffer.alloc(32, 9).toString('base64')}` };
    const { status, out } = await kabinet(['backup', 'verify', dir], { env });
    expect(status).toBe(1);
    expect(out).toContain(`Файл не открывается ключами из настроек: ${stored}`);
    expect(out).toMatch(/Значение не открывается ключами из настроек: people\.name_sealed, /);
  });

  test('without keys needs no settings and opens nothing', async () => {
    const { status, out } = await kabinet(['backup', 'verify', dir, '--without-keys'], { env: { PORT: 'broken' } });
    expect([status, out]).toEqual([0, expect.not.stringContaining('открывается')]);
  });

  test.each([
    ['an empty folder', async () => rm(dir, { recursive: true }).then(() => mkdir(dir))],
    ['a folder that is not there', async () => rm(dir, { recursive: true })],
    ['one that was broken off before its manifest', async () => rm(path.join(dir, 'manifest.json'))],
    ['one with a broken manifest', async () => writeFile(path.join(dir, 'manifest.json'), '{"format":1')],
  ])('knows no backup in %s', async (_what, spoil) => {
    await spoil();
    expect(await kabinet(['backup', 'verify', dir])).toMatchObject({
      status: 1,
      err: expect.stringContaining('нет законченной резервной копии'),
    });
  });
});

describe('restore refuses', () => {
  const restore = (env: Record<string, string> = {}) =>
    kabinet(['restore', dir], { env: { DATA_DIR: restored, ...env } });

  beforeEach(async () => {
    await upload(await signIn(run, 'anna'), 'три');
    await kabinet(['backup', dir]);
  });

  test('a data folder that holds something, and leaves it as it is', async () => {
    await mkdir(restored);
    await writeFile(path.join(restored, 'kabinet.db'), 'нужное');
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining('не пуста') });
    expect(await readFile(path.join(restored, 'kabinet.db'), 'utf8')).toBe('нужное');
    expect(await filesUnder(restored)).toEqual(['kabinet.db']);
  });

  test('a data folder on which a server works', async () => {
    await mkdir(restored);
    const stop = lockDataFolder(restored);
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining('работает портал') });
    stop();
    expect(await restore()).toMatchObject({ status: 0 });
  });

  test('a folder of heads that holds those of another chain', async () => {
    const heads = path.join(base, 'heads');
    await mkdir(heads);
    await writeFile(path.join(heads, 'heads-2026-11-20.jsonl'), '');
    expect(await restore({ AUDIT_DIR: heads })).toMatchObject({ status: 1, err: expect.stringContaining('в архив') });
    await expect(stat(restored)).rejects.toThrow();
  });

  test('a damaged backup, and leaves nothing behind', async () => {
    const last = (await manifest()).files.at(-1)?.path ?? '';
    await appendFile(path.join(dir, last), '!');
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining(`Копия повреждена: ${last}`) });
    expect(await filesUnder(restored)).toEqual(['lock.db']);
  });

  test.each([
    [
      'of a newer version',
      { migrations: ['29990101000000_later'] },
      'более новая версия портала (29990101000000_later)',
    ],
    ['of another kind of database', { database: 'postgresql' as const }, 'Проверьте DATABASE_URL'],
  ])('a backup %s', async (_what, change, words) => {
    await writeFile(path.join(dir, 'manifest.json'), JSON.stringify({ ...(await manifest()), ...change }));
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining(words) });
    await expect(stat(restored)).rejects.toThrow();
  });

  test('a manifest that leads out of the folder', async () => {
    const [file] = (await manifest()).files;
    const files = [{ ...file, path: '../../outside' }];
    await writeFile(path.join(dir, 'manifest.json'), JSON.stringify({ ...(await manifest()), files }));
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining('не читается') });
  });

  test('nothing for want of an old key, but says so', async () => {
    await writeFile(
      path.join(dir, 'manifest.json'),
      JSON.stringify({ ...(await manifest()), keyIds: ['sample', 'k0'] }),
    );
    expect(await restore()).toMatchObject({
      status: 0,
      out: expect.stringContaining('в ENCRYPTION_KEYS нет ключей k0'),
    });
  });
});
