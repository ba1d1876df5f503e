import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@jest/globals';
import type { Manifest } from '../../src/platform/backup/manifest.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Browser } from '../support/cast.ts';
import { pdf } from '../support/files.ts';
import { operator } from './operator.ts';

/** A portal, its operator's command line, and the folders of a backup: where it goes (`dir`), and where it is restored. */
export type BackupBench = Readonly<{
  run: TestApp;
  kabinet: ReturnType<typeof operator>;
  base: string;
  dir: string;
  restored: string;
  close(): Promise<void>;
}>;

export async function startBackupBench(): Promise<BackupBench> {
  const run = await startApp();
  const base = await mkdtemp(path.join(process.env['KABINET_TEST_DIR'] ?? '', 'backup-'));
  return {
    run,
    kabinet: operator(run),
    base,
    dir: path.join(base, 'copy'),
    restored: path.join(base, 'restored'),
    async close() {
      await run.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** A document put into the cabinet over HTTP; answers its id once the portal has acknowledged it. */
export async function upload(browser: Browser, words: string): Promise<string> {
  const sent = browser.post('/documents').field('type', 'reference').field('title', words);
  const { headers } = await sent.attach('file', pdf(words), {
    filename: 'справка.pdf',
    contentType: 'application/pdf',
  });
  expect(headers['location']).toMatch(/^\/documents\/[0-9a-f-]{36}$/);
  return String(headers['location']).slice('/documents/'.length);
}

/** The manifest of the backup in a folder. */
export async function manifestIn(dir: string): Promise<Manifest> {
  return JSON.parse(await readFile(path.join(dir, 'manifest.json'), 'utf8')) as Manifest;
}

/** Names of all files under a folder, relative to it, sorted. */
export async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
