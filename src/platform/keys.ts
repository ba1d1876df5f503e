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

const announcement = 'keys-in-use.json';

/** Writes into the data folder which keys the server that starts there knows, so that a rotation cannot overtake it. */
export function announceKeys(dataDir: string, { encryption }: Keys): void {
  const known = encryption.map(({ id }) => id);
  writeFileSync(path.join(dataDir, announcement), `${JSON.stringify({ current: known[0], known })}\n`, { mode: 0o600 });
}

/** Which keys the last server on this data folder knew; null when none has said so. */
export function announcedKeys(dataDir: string): RingIds | null {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, announcement), 'utf8')) as RingIds;
  } catch {
    return null;
  }
}
