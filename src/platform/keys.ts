import { createHmac } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The secrets of a deployment. They come from the environment and never enter the database or its backup. */
export type Keys = Readonly<{
  /** AES-256 keys, 32 bytes each; the first one encrypts, all of them decrypt. */
  encryption: readonly Readonly<{ id: string; key: Buffer }>[];
  /** HMAC key of the blind indexes, 32 bytes. */
  blindIndex: Buffer;
  /** HMAC key of codes, tokens and rate-limit keys, 32 bytes. */
  mac: Buffer;
  /** HMAC key mixed into every password before bcrypt, 32 bytes. */
  pepper: Buffer;
}>;

/** The ids of a ring: never the keys themselves. */
export type RingIds = Readonly<{ current: string; known: readonly string[] }>;

type Announcement = RingIds & Readonly<{ prints?: Readonly<Record<string, string>> }>;

const announcement = 'keys-in-use.json';

/**
 * Writes into the data folder which keys the server that starts there knows, so that a rotation cannot overtake it, and by what they
 * are told from others: never the keys themselves.
 */
export function announceKeys(dataDir: string, keys: Keys): void {
  const known = keys.encryption.map(({ id }) => id);
  const words: Announcement = { current: known[0] ?? '', known, prints: printsOf(keys) };
  writeFileSync(path.join(dataDir, announcement), `${JSON.stringify(words)}\n`, { mode: 0o600 });
}

/** Which keys the last server on this data folder knew; null when none has said so. */
export function announcedKeys(dataDir: string): RingIds | null {
  const last = lastWords(dataDir);
  return last && { current: last.current, known: last.known };
}

/**
 * Which of these keys cannot be the ones that the data in the folder were made with, `NAME: words` for the operator; empty at the
 * first start. With other keys nothing could be read, and nobody would be found.
 */
export function foreignKeys(dataDir: string, keys: Keys): string[] {
  const last = lastWords(dataDir);
  if (last === null) return [];
  const now = printsOf(keys);
  const known = keys.encryption.some(({ id }) => id === last.current);
  const lost = known ? [] : [`ENCRYPTION_KEYS: данные зашифрованы ключом «${last.current}», а его здесь нет`];
  const other = Object.keys(now).filter((name) => last.prints?.[name] !== undefined && last.prints[name] !== now[name]);
  return [...lost, ...other.map((name) => `${name}: не тот, что при прошлом запуске с этими данными`)];
}

function lastWords(dataDir: string): Announcement | null {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, announcement), 'utf8')) as Announcement;
  } catch {
    return null;
  }
}

/** What tells a key from another without telling the key: an HMAC under it, and it has 256 random bits. */
function printsOf({ encryption, blindIndex, mac, pepper }: Keys): Record<string, string> {
  const print = (key: Buffer) => createHmac('sha256', key).update('kabinet: which key').digest('hex').slice(0, 32);
  return {
    ...Object.fromEntries(encryption.map(({ id, key }) => [`ENCRYPTION_KEYS (${id})`, print(key)])),
    BLIND_INDEX_KEY: print(blindIndex),
    MAC_KEY: print(mac),
    PASSWORD_PEPPER: print(pepper),
  };
}
