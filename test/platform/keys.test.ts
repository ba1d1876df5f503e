import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { announceKeys, announcedKeys, foreignKeys, type Keys } from '../../src/platform/keys.ts';

const bytes = (fill: number) => Buffer.alloc(32, fill);
const first: Keys = {
  encryption: [{ id: 'k1', key: bytes(1) }],
  blindIndex: bytes(2),
  mac: bytes(3),
  pepper: bytes(4),
};

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'kabinet-keys-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('a fresh folder takes any keys, and the same keys again', () => {
  expect(foreignKeys(dir, first)).toEqual([]);
  announceKeys(dir, first);
  expect(foreignKeys(dir, first)).toEqual([]);
  expect(announcedKeys(dir)).toEqual({ current: 'k1', known: ['k1'] });
});

test('a new key before the old one is a rotation; without the old one nothing could be read', () => {
  announceKeys(dir, first);
  const k2 = { id: 'k2', key: bytes(9) };
  expect(foreignKeys(dir, { ...first, encryption: [k2, ...first.encryption] })).toEqual([]);
  expect(foreignKeys(dir, { ...first, encryption: [k2] })).toEqual([
    'ENCRYPTION_KEYS: данные зашифрованы ключом «k1», а его здесь нет',
  ]);
});

test('every key that is another than before is named, also under the same id', () => {
  announceKeys(dir, first);
  const other: Keys = {
    encryption: [{ id: 'k1', key: bytes(5) }],
    blindIndex: bytes(6),
    mac: bytes(7),
    pepper: bytes(8),
  };
  expect(foreignKeys(dir, other).map((mistake) => mistake.split(':')[0])).toEqual([
    'ENCRYPTION_KEYS (k1)',
    'BLIND_INDEX_KEY',
    'MAC_KEY',
    'PASSWORD_PEPPER',
  ]);
});

test('no key stands in the folder', async () => {
  announceKeys(dir, first);
  const text = await readFile(path.join(dir, 'keys-in-use.json'), 'utf8');
  for (const key of [first.encryption[0]?.key, first.blindIndex, first.mac, first.pepper])
    for (const form of ['hex', 'base64'] as const) expect(text).not.toContain(key?.toString(form));
});
