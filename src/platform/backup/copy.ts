import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { syncFolder } from '../files/file-store.ts';
import type { BackedUp } from './manifest.ts';

export type Measured = Pick<BackedUp, 'size' | 'sha256'>;

/** Copies a file, synced, and measures what was written; answers null when there is nothing to copy. */
export async function copyFile(from: string, to: string): Promise<Measured | null> {
  await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
  const [measure, result] = measuring();
  try {
    await pipeline(createReadStream(from), measure, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    await rm(to, { force: true });
    if (isMissing(error)) return null;
    throw error;
  }
  return result();
}

/** Size and SHA-256 of a file; null when it is not there. */
export async function measureFile(file: string): Promise<Measured | null> {
  const [measure, result] = measuring();
  try {
    await pipeline(createReadStream(file), measure, new Transform({ transform: (_bytes, _encoding, done) => done() }));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  return result();
}

/** Writes a file in one step: whoever looks sees all of it or nothing, also after a power cut. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
  await syncFolder(path.dirname(file));
}

/** Syncs a file that somebody else has written. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function measuring(): [Transform, () => Measured] {
  const hash = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      hash.update(bytes);
      size += bytes.length;
      done(null, bytes);
    },
  });
  return [measure, () => ({ size, sha256: hash.digest('hex') })];
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
