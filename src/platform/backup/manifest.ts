import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from './copy.ts';

/** One file of a backup: `path` within it with «/», size in bytes, SHA-256 in hex of the bytes as they lie there. */
export type BackedUp = Readonly<{ path: string; size: number; sha256: string }>;

/** What a backup holds. Written last: a folder without one is no whole backup. */
export type Manifest = Readonly<{
  format: 1;
  /** UTC ms. */
  createdAt: number;
  database: 'sqlite' | 'postgresql';
  /** Migrations that had run: what version the rows are of. */
  migrations: readonly string[];
  /** Ids of the keys that may be needed to read it. The keys themselves are never in a backup. */
  keyIds: readonly string[];
  files: readonly BackedUp[];
  /** Rows of `files` whose content was not in the store when the backup was made. */
  missing: readonly string[];
}>;

/** The folder is no backup, or not one of ours, or not a whole one. */
export class NotABackup extends Error {}

export const manifestName = 'manifest.json';
export const databaseName = 'kabinet.db';
export const dumpName = 'kabinet.dump';

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await writeWhole(path.join(dir, manifestName), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** @throws NotABackup */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(path.join(dir, manifestName), 'utf8').catch(() => null);
  if (text === null) throw new NotABackup(`no ${manifestName} in ${dir}`);
  const manifest = parse(text);
  if (manifest === null || !manifest.files.every(({ path: name }) => isInside(name)))
    throw new NotABackup(`${manifestName} in ${dir} cannot be read`);
  return manifest;
}

function parse(text: string): Manifest | null {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const lists = [manifest.migrations, manifest.keyIds, manifest.files, manifest.missing];
    return manifest.format === 1 && lists.every(Array.isArray) ? manifest : null;
  } catch {
    return null;
  }
}

/** Only these places exist in a backup: a manifest that somebody wrote must not lead restoring out of the data folder. */
function isInside(name: string): boolean {
  return /^(kabinet\.(db|dump)|audit\/heads-[0-9-]{10}\.jsonl|files\/[0-9a-f]{2}\/[0-9a-f-]{36})$/.test(name);
}
