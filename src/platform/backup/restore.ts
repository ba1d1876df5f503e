import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../files/file-store.ts';
import { copyFile } from './copy.ts';
import { databaseName, dumpName, type BackedUp, type Manifest } from './manifest.ts';

/** A file of the backup is not there or not the one of the manifest. */
export class DamagedBackup extends Error {
  readonly file: string;
  constructor(file: string) {
    super(`${file} is not as the manifest says`);
    this.file = file;
  }
}

export type Target = Readonly<{ dataDir: string; filesDir: string; auditDir: string }>;

/** What lies in a data folder before its first use. */
const harmless = ['lock.db', 'lost+found'];

/** Whether nothing would be overwritten there. */
export async function isEmpty(dir: string): Promise<boolean> {
  const names = await readdir(dir).catch(() => [] as string[]);
  return names.every((name) => harmless.includes(name));
}

/**
 * Puts a backup into folders that are empty: signed heads and files first, the database last and in one step. A dump of
 * PostgreSQL is left to its own tool. Every file is compared with the manifest as it is copied; when one does not fit,
 * everything that was put there is taken away again. @throws DamagedBackup
 */
export async function restoreBackup(dir: string, manifest: Manifest, target: Target): Promise<void> {
  const [last, others] = [
    manifest.files.filter(({ path: name }) => name === databaseName),
    manifest.files.filter(({ path: name }) => name !== databaseName && name !== dumpName),
  ];
  const part = path.join(target.dataDir, `${databaseName}.part`);
  try {
    for (const file of others) await put(dir, file, placeOf(file.path, target));
    for (const file of last) await put(dir, file, part);
    await syncFolders(target.filesDir);
    if (last.length > 0) await rename(part, path.join(target.dataDir, databaseName));
    await syncFolder(target.dataDir);
  } catch (error) {
    for (const file of others) await rm(placeOf(file.path, target), { force: true });
    await rm(part, { force: true });
    await rm(target.filesDir, { recursive: true, force: true });
    throw error;
  }
}

function placeOf(name: string, { filesDir, auditDir }: Target): string {
  const [folder, ...rest] = name.split('/');
  return path.join(folder === 'audit' ? auditDir : filesDir, ...rest);
}

async function put(dir: string, { path: name, size, sha256 }: BackedUp, to: string): Promise<void> {
  const copied = await copyFile(path.join(dir, name), to);
  if (copied?.size !== size || copied.sha256 !== sha256) throw new DamagedBackup(name);
}

async function syncFolders(filesDir: string): Promise<void> {
  await mkdir(filesDir, { recursive: true, mode: 0o700 });
  for (const shard of await readdir(filesDir)) await syncFolder(path.join(filesDir, shard));
  await syncFolder(filesDir);
}
