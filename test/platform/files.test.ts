import { readdir, readFile, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NotFound } from '../../src/errors.ts';
import { pathOf } from '../../src/platform/files/file-store.ts';
import { sweepOrphans } from '../../src/platform/files/sweep.ts';
import { startApp, type TestApp } from '../support/app.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

const big = Buffer.alloc(200_000, 'Паспорт 3412 604417. ');

async function onDisk(id: string): Promise<Buffer> {
  return readFile(pathOf(run.ctx.filesDir, id));
}

describe('stored files', () => {
  test.each([
    ['empty', Buffer.alloc(0)],
    ['small', Buffer.from('Анна')],
    ['of exactly one chunk', Buffer.alloc(64 * 1024, 1)],
    ['of several chunks', big],
  ])('an %s file comes back as it was', async (_case, content) => {
    const { id, size, sha256 } = await run.ctx.files.store(content);
    expect(size).toBe(content.length);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect((await run.ctx.files.read(id)).equals(content)).toBe(true);
  });

  test('a stream is stored as it flows', async () => {
    const { id } = await run.ctx.files.store(Readable.from([Buffer.from('один '), Buffer.from('два')]));
    expect((await run.ctx.files.read(id)).toString()).toBe('один два');
  });

  test('nothing of the content or the name lies readable on the disk or in the row', async () => {
    const stored = await run.ctx.files.store(big);
    await run.ctx.transaction((tx) => tx.files.keep(stored, { name: 'Паспорт Анны.pdf', type: 'application/pdf' }));
    expect((await onDisk(stored.id)).includes('Паспорт')).toBe(false);
    const row = (await run.ctx.db('files').where({ id: stored.id }).first()) as object;
    expect(JSON.stringify(row)).not.toContain('Анны');
    expect((await run.ctx.files.find(stored.id)).name).toBe('Паспорт Анны.pdf');
  });

  test.each([
    ['changed', (bytes: Buffer) => bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000)],
    ['swapped with the next chunk', (bytes: Buffer) => void bytes.copyWithin(100, 66_000, 67_000)],
  ])('content that was %s does not open', async (_case, spoil) => {
    const { id } = await run.ctx.files.store(big);
    const bytes = await onDisk(id);
    spoil(bytes);
    await writeFile(pathOf(run.ctx.filesDir, id), bytes);
    await expect(run.ctx.files.read(id)).rejects.toThrow();
  });

  test('content that was cut off at a chunk does not open', async () => {
    const { id } = await run.ctx.files.store(big);
    const header = 3 + 1 + 'sample'.length + 7;
    await truncate(pathOf(run.ctx.filesDir, id), header + 64 * 1024 + 16);
    await expect(run.ctx.files.read(id)).rejects.toThrow();
  });

  test('content does not open under another id', async () => {
    const one = await run.ctx.files.store(big);
    const other = await run.ctx.files.store(big);
    await writeFile(pathOf(run.ctx.filesDir, other.id), await onDisk(one.id));
    await expect(run.ctx.files.read(other.id)).rejects.toThrow();
  });

  test('a source that breaks off leaves nothing behind', async () => {
    const before = await count();
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('начало');
        throw new Error('connection lost');
      })(),
    );
    await expect(run.ctx.files.store(broken)).rejects.toThrow('connection lost');
    expect(await count()).toBe(before);
  });

  test('a missing or malformed id is not found', async () => {
    await expect(run.ctx.files.find('0190d5a0-0000-7000-8000-000000000000')).rejects.toThrow(NotFound);
    expect(() => run.ctx.files.open('../../etc/passwd')).toThrow(NotFound);
  });
});

describe('the sweep', () => {
  test('removes what no row keeps after a day, and nothing else', async () => {
    const kept = await run.ctx.files.store(Buffer.from('нужный'));
    const orphan = await run.ctx.files.store(Buffer.from('сирота'));
    const young = await run.ctx.files.store(Buffer.from('молодой'));
    await run.ctx.files.keep(kept, { name: 'a.pdf', type: 'application/pdf' });
    const now = run.clock.now() / 1000;
    const twoDaysAgo = now - 2 * 86_400;
    for (const { id } of [kept, orphan]) await utimes(pathOf(run.ctx.filesDir, id), twoDaysAgo, twoDaysAgo);
    await utimes(pathOf(run.ctx.filesDir, young.id), now, now);
    await sweepOrphans({ dir: run.ctx.filesDir, db: run.ctx.db, clock: run.clock });
    expect((await run.ctx.files.read(kept.id)).toString()).toBe('нужный');
    expect((await run.ctx.files.read(young.id)).toString()).toBe('молодой');
    await expect(run.ctx.files.read(orphan.id)).rejects.toThrow();
  });

  test('a dropped file loses its content at the next sweep', async () => {
    const stored = await run.ctx.files.store(Buffer.from('удалить'));
    await run.ctx.files.keep(stored, { name: 'a.pdf', type: 'application/pdf' });
    await run.ctx.files.drop(stored.id);
    const old = run.clock.now() / 1000 - 2 * 86_400;
    await utimes(pathOf(run.ctx.filesDir, stored.id), old, old);
    expect(await sweepOrphans({ dir: run.ctx.filesDir, db: run.ctx.db, clock: run.clock })).toBeGreaterThan(0);
    await expect(run.ctx.files.read(stored.id)).rejects.toThrow();
  });
});

async function count(): Promise<number> {
  const shards = await readdir(run.ctx.filesDir);
  const names = await Promise.all(shards.map((shard) => readdir(path.join(run.ctx.filesDir, shard))));
  return names.flat().length;
}
