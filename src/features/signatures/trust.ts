import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Context } from '../../context.ts';
import { isTrustFile, parseTrust, type TrustFile, type TrustStore } from '../../pki/index.ts';
import { minute } from '../../platform/values/durations.ts';

/** A trust folder as it was when it was last read; `version` changes with its content. */
export type TrustFolder = Readonly<{ version: string; files: readonly TrustFile[] }>;

/** Operators put new lists of revoked certificates into the folder while the portal runs. */
const keptFor = minute;

const known = new Map<string, { readAt: number; folder: Promise<TrustFolder> }>();

/**
 * Whom the portal believes: the certificates, revocation lists and online answers in `TRUST_DIR`, read anew every minute; authorities in
 * its subfolder `accredited` are accredited ones. Nothing is parsed here: lists can be long.
 */
export function trustFolder({ config, clock }: Pick<Context, 'config' | 'clock'>): Promise<TrustFolder> {
  const dir = config.portal.trustDir;
  const now = clock.now();
  const kept = known.get(dir);
  if (kept !== undefined && Math.abs(now - kept.readAt) < keptFor) return kept.folder;
  const folder = readTrustFolder(dir);
  known.set(dir, { readAt: now, folder });
  // A folder that cannot be read is tried again at the next question.
  folder.catch(() => known.delete(dir));
  return folder;
}

/** Reads a trust folder with its subfolders, in order of names; only files whose names promise something, unless told otherwise. */
export async function readTrustFolder(
  dir: string,
  isWanted: (name: string) => boolean = isTrustFile,
): Promise<TrustFolder> {
  const names = (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .toSorted();
  const hash = createHash('sha256');
  const files: TrustFile[] = [];
  for (const name of names) {
    const bytes = await readFile(path.join(dir, name));
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
    files.push({ name, bytes });
  }
  return { version: hash.digest('hex'), files };
}

/** The same, parsed in the present thread: for what is shown or compared, not for judging uploads. */
export async function trustStore(ctx: Pick<Context, 'config' | 'clock' | 'log'>): Promise<TrustStore> {
  const { files } = await trustFolder(ctx);
  const { store, unreadable } = parseTrust(files);
  reportUnreadable(ctx, unreadable);
  return store;
}

/** Tells the operator of files that say nothing about trust, though their names promise it. */
export function reportUnreadable({ log }: Pick<Context, 'log'>, unreadable: readonly string[]): void {
  for (const file of unreadable) log.error({ file }, 'trust folder: file could not be read');
}
