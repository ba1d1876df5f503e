import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FailedValue, Resealed } from '../key-rotation.ts';
import type { Keys } from '../keys.ts';
import type { Random } from '../random.ts';
import { syncFolder } from './file-store.ts';
import { BrokenSeal, headerBytes, keyIdOfHeader, openStream, sealStream } from './sealed-stream.ts';

type Needs = Readonly<{ dir: string; keys: Keys; random: Random }>;

/**
 * Seals with the current key every stored file that lies under another one, and keeps its times, by which the sweep judges.
 * The new content replaces the old in one step, synced: whoever reads meanwhile reads either. Broken off, it goes on where it
 * stopped; what was half written is overwritten or swept. A file that does not open is reported and left.
 */
export async function resealFiles(needs: Needs, progress: (done: number) => void = () => {}): Promise<Resealed> {
  const current = needs.keys.encryption[0]?.id;
  const failed: FailedValue[] = [];
  let done = 0;
  for await (const { id, file, keyId } of storedFiles(needs.dir)) {
    if (keyId === current) continue;
    try {
      await resealFile(needs, id, file);
      progress((done += 1));
    } catch (error) {
      if (error instanceof BrokenSeal) failed.push({ where: 'files', id, keyId });
      else if (!isGone(error)) throw error;
    }
  }
  return { done, failed };
}

/** Ids of the keys that stored files are sealed with. */
export async function keysOfFiles(dir: string): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  for await (const { keyId } of storedFiles(dir)) used.add(keyId);
  return used;
}

/** Everything in the store that is whole, kept by a row or not yet. */
async function* storedFiles(dir: string): AsyncGenerator<{ id: string; file: string; keyId: string }> {
  for (const shard of (await readdir(dir).catch(() => [] as string[])).sort()) {
    for (const id of (await readdir(path.join(dir, shard))).sort()) {
      const file = path.join(dir, shard, id);
      const keyId = /^[0-9a-f-]{36}$/.test(id) ? await keyIdOfFile(file) : null;
      if (keyId !== null) yield { id, file, keyId };
    }
  }
}

/** The id of the key that a file is sealed with: '' when it is no sealed file, null when it is gone. */
export async function keyIdOfFile(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(headerBytes) });
    return keyIdOfHeader(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

async function resealFile({ keys, random }: Needs, id: string, file: string): Promise<void> {
  const part = `${file}.part`;
  const { atime, mtime } = await stat(file);
  try {
    await pipeline(
      createReadStream(file),
      openStream(keys, id),
      sealStream(keys, random, id),
      createWriteStream(part, { flags: 'w', mode: 0o600, flush: true }),
    );
    await utimes(part, atime, mtime);
    await rename(part, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

/** Swept meanwhile. */
function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
