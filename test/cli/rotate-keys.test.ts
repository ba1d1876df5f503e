import { readFile, writeFile } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sealedColumns } from '../../src/cli/sealed-columns.ts';
import { createContext, type Context } from '../../src/context.ts';
import { lockDataFolder } from '../../src/platform/db/lock.ts';
import { keyIdOf } from '../../src/platform/encryption.ts';
import { pathOf, type StoredFile } from '../../src/platform/files/file-store.ts';
import { keyIdOfFile, resealFiles } from '../../src/platform/files/reseal.ts';
import { resealColumn } from '../../src/platform/key-rotation.ts';
import { announcedKeys, announceKeys } from '../../src/platform/keys.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { testConfig } from '../support/config.ts';
import { operator } from './operator.ts';

let run: TestApp;
let kabinet: ReturnType<typeof operator>;
/** The same portal after the operator has put a new key in front. */
let next: Context;
beforeEach(async () => {
  run = await startApp();
  kabinet = operator(run);
  next = createContext(testConfig(run.ctx.config.dataDir, ring), { clock: run.clock });
});
afterEach(async () => {
  await next.db.destroy();
  await run.close();
});

const ring = {
  ENCRYPTION_KEYS: `k2:${Buffer.alloc(32, 7).toString('base64')},sample:a2FiaW5ldC1zYW1wbGUta2V5LW5vdC1mb3ItdXNlLTE=`,
};
const people = sealedColumns.find(({ table }) => table === 'people')!;

async function keysOfPeople(): Promise<string[]> {
  // What another process wrote is seen in the next turn.
  await setImmediate();
  const rows = (await run.ctx.db('people').orderBy('id').select('name_sealed')) as { name_sealed: string }[];
  return rows.map((row) => keyIdOf(row.name_sealed));
}

/** A context whose chance gives out after so many nonces, as a process that is killed. */
function dying(after: number): Parameters<typeof resealColumn>[0] & { dir: string } {
  let left = after;
  const bytes = (count: number) => {
    if ((left -= 1) < 0) throw new Error('killed');
    return next.random.bytes(count);
  };
  const random = { ...next.random, bytes };
  const mortal = createContext(testConfig(run.ctx.config.dataDir, ring), { clock: run.clock, random, db: next.db });
  return { ...mortal, keys: next.config.keys, dir: next.filesDir };
}

describe('rotation', () => {
  test('broken off in the middle of a batch leaves every value readable, and goes on when called again', async () => {
    await expect(resealColumn(dying(4), people)).rejects.toThrow('killed');
    expect(new Set(await keysOfPeople())).toEqual(new Set(['sample']));
    expect((await resealColumn({ ...next, keys: next.config.keys }, people)).done).toBeGreaterThan(9);
    expect(new Set(await keysOfPeople())).toEqual(new Set(['k2']));
    expect((await resealColumn({ ...next, keys: next.config.keys }, people)).done).toBe(0);
  });

  test('leaves alone what somebody writes at the same moment', async () => {
    const row = (await run.ctx.db('people').orderBy('id').first('id')) as { id: string };
    const name = JSON.stringify({ last: 'Новая', first: 'Имя', middle: null });
    const written = next.cipher.seal('people.name', row.id, name);
    const seal: Context['cipher']['seal'] = (place, id, text) => {
      // The update of the row below comes after this one: as if a server had been quicker.
      if (id === row.id) void run.ctx.db('people').where({ id }).update({ name_sealed: written });
      return next.cipher.seal(place, id, text);
    };
    await run.ctx.db('people').where({ id: row.id }).update({ name_sealed: written });
    await resealColumn({ ...next, cipher: { ...next.cipher, seal }, keys: next.config.keys }, people);
    const kept = (await run.ctx.db('people').where({ id: row.id }).first('name_sealed')) as { name_sealed: string };
    expect(kept.name_sealed).toBe(written);
  });

  test('of files keeps content and age, and goes on where it was broken off', async () => {
    const stored: StoredFile[] = [];
    for (const text of ['один', 'два', 'три']) stored.push(await run.ctx.files.store(Buffer.from(text)));
    await expect(resealFiles(dying(1))).rejects.toThrow('killed');
    const keys = () => Promise.all(stored.map(({ id }) => keyIdOfFile(pathOf(run.ctx.filesDir, id))));
    expect((await keys()).filter((key) => key === 'k2')).toHaveLength(1);
    expect((await resealFiles({ ...next, dir: next.filesDir, keys: next.config.keys })).failed).toEqual([]);
    expect(await keys()).toEqual(['k2', 'k2', 'k2']);
    for (const [at, text] of ['один', 'два', 'три'].entries())
      expect((await next.files.read(stored[at]!.id)).toString()).toBe(text);
  });
});

describe('rotate-keys', () => {
  test('names what does not open, leaves it, and says that the old key is still needed', async () => {
    const row = (await run.ctx.db('people').orderBy('id').first('id', 'name_sealed')) as Record<string, string>;
    const spoilt = `${row['name_sealed']!.slice(0, -4)}AAAA`;
    await run.ctx.db('people').where({ id: row['id']! }).update({ name_sealed: spoilt });
    const { id } = await run.ctx.files.store(Buffer.from('тайна'));
    const file = pathOf(run.ctx.filesDir, id);
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(file, bytes);
    const { status, out } = await kabinet('rotate-keys', { env: ring });
    expect(status).toBe(1);
    expect(out).toContain(`Не открылось: people.name_sealed, ${row['id']}, ключ «sample».`);
    expect(out).toContain(`Не открылось: files, ${id}, ключ «sample».`);
    expect(out).toContain('Ещё нужны: sample.');
    expect(await run.ctx.db('people').where({ id: row['id']! }).first('name_sealed')).toEqual({
      name_sealed: spoilt,
    });
    expect((await readFile(file)).equals(bytes)).toBe(true);
  });

  test('with one key in the ring has nothing to do', async () => {
    const { status, out } = await kabinet('rotate-keys');
    expect([status, out]).toEqual([0, expect.stringContaining('Старых ключей в ENCRYPTION_KEYS нет')]);
  });

  describe('beside a running server', () => {
    let stop: () => void;
    beforeEach(() => void (stop = lockDataFolder(run.ctx.config.dataDir)));
    afterEach(() => stop());

    test('waits for one that does not know the new key yet', async () => {
      announceKeys(run.ctx.config.dataDir, run.ctx.config.keys);
      const { status, err } = await kabinet('rotate-keys', { env: ring });
      expect([status, err]).toEqual([
        1,
        expect.stringContaining('шифрует ключом «sample», а в настройках первый «k2»'),
      ]);
      expect(new Set(await keysOfPeople())).toEqual(new Set(['sample']));
    });

    test('waits for one that has not said what it knows', async () => {
      expect(await kabinet('rotate-keys', { env: ring })).toMatchObject({ status: 1, out: '' });
    });

    test('goes on when it has been restarted', async () => {
      announceKeys(run.ctx.config.dataDir, next.config.keys);
      expect(announcedKeys(run.ctx.config.dataDir)).toEqual({ current: 'k2', known: ['k2', 'sample'] });
      expect(await kabinet('rotate-keys', { env: ring })).toMatchObject({ status: 0 });
      expect(new Set(await keysOfPeople())).toEqual(new Set(['k2']));
    });
  });
});
