import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { lockDataFolder } from '../../src/platform/db/lock.ts';
import { signIn } from '../support/cast.ts';
import { filesUnder, manifestIn, startBackupBench, upload, type BackupBench } from './backups.ts';

let bench: BackupBench;
beforeEach(async () => void (bench = await startBackupBench()));
afterEach(() => bench.close());

describe('restore refuses', () => {
  const restore = (env: Record<string, string> = {}) =>
    bench.kabinet(['restore', bench.dir], { env: { DATA_DIR: bench.restored, ...env } });

  beforeEach(async () => {
    await upload(await signIn(bench.run, 'anna'), 'три');
    await bench.kabinet(['backup', bench.dir]);
  });

  test('a data folder that holds something, and leaves it as it is', async () => {
    await mkdir(bench.restored);
    await writeFile(path.join(bench.restored, 'kabinet.db'), 'нужное');
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining('не пуста') });
    expect(await readFile(path.join(bench.restored, 'kabinet.db'), 'utf8')).toBe('нужное');
    expect(await filesUnder(bench.restored)).toEqual(['kabinet.db']);
  });

  test('a data folder on which a server works', async () => {
    await mkdir(bench.restored);
    const stop = lockDataFolder(bench.restored);
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining('работает портал') });
    stop();
    expect(await restore()).toMatchObject({ status: 0 });
  });

  test('a folder of heads that holds those of another chain', async () => {
    const heads = path.join(bench.base, 'heads');
    await mkdir(heads);
    await writeFile(path.join(heads, 'heads-2026-11-20.jsonl'), '');
    expect(await restore({ AUDIT_DIR: heads })).toMatchObject({ status: 1, err: expect.stringContaining('в архив') });
    await expect(stat(bench.restored)).rejects.toThrow();
  });

  test('a damaged backup, and leaves nothing behind', async () => {
    const last = (await manifestIn(bench.dir)).files.at(-1)?.path ?? '';
    await appendFile(path.join(bench.dir, last), '!');
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining(`Копия повреждена: ${last}`) });
    expect(await filesUnder(bench.restored)).toEqual(['lock.db']);
  });

  test.each([
    [
      'of a newer version',
      { migrations: ['29990101000000_later'] },
      'более новая версия портала (29990101000000_later)',
    ],
    ['of another kind of database', { database: 'postgresql' as const }, 'Проверьте DATABASE_URL'],
  ])('a backup %s', async (_what, change, words) => {
    await writeFile(
      path.join(bench.dir, 'manifest.json'),
      JSON.stringify({ ...(await manifestIn(bench.dir)), ...change }),
    );
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining(words) });
    await expect(stat(bench.restored)).rejects.toThrow();
  });

  test('a manifest that leads out of the folder', async () => {
    const [file] = (await manifestIn(bench.dir)).files;
    const files = [{ ...file, path: '../../outside' }];
    await writeFile(path.join(bench.dir, 'manifest.json'), JSON.stringify({ ...(await manifestIn(bench.dir)), files }));
    expect(await restore()).toMatchObject({ status: 1, err: expect.stringContaining('не читается') });
  });

  test('nothing for want of an old key, but says so', async () => {
    await writeFile(
      path.join(bench.dir, 'manifest.json'),
      JSON.stringify({ ...(await manifestIn(bench.dir)), keyIds: ['sample', 'k0'] }),
    );
    expect(await restore()).toMatchObject({
      status: 0,
      out: expect.stringContaining('в ENCRYPTION_KEYS нет ключей k0'),
    });
  });
});
