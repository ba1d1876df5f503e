import { appendFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import type { TestApp } from '../support/app.ts';
import { signIn } from '../support/cast.ts';
import { filesUnder, manifestIn, startBackupBench, upload, type BackupBench } from './backups.ts';

let run: TestApp;
let kabinet: BackupBench['kabinet'];
let dir: string;
let close: () => Promise<void>;
beforeEach(async () => void ({ run, kabinet, dir, close } = await startBackupBench()));
afterEach(() => close());

describe('backup verify', () => {
  let stored: string;
  beforeEach(async () => {
    await upload(await signIn(run, 'anna'), 'три');
    await closeJournal(run.ctx);
    expect(await kabinet(['backup', dir])).toMatchObject({ status: 0 });
    stored = (await manifestIn(dir)).files.find((file) => file.path.startsWith('files/'))?.path ?? '';
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
