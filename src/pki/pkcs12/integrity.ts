import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readAlgorithm, requireNothing } from '../algorithms.ts';
import type { Element } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { tags } from '../der/tags.ts';
import { readCount, readOctets } from '../der/values.ts';
import { unsupported } from '../failure.ts';
import { oids } from '../oids.ts';
import { bounded } from './decrypt.ts';

/** What derived octets are for: to prove integrity (RFC 7292 appendix B.3). */
const INTEGRITY = 3;

export type MacParameters = Readonly<{
  hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  password: string;
  salt: Buffer;
  iterations: number;
}>;

const hashes: Readonly<Record<string, MacParameters['hash']>> = {
  [oids.sha1]: 'sha1',
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
};

/** Whether a container's MacData (RFC 7292 section 4) proves its content under the password. Throws SIG-DAMAGED and SIG-ALGORITHM. */
export function isIntact(content: Buffer, macData: Element, password: string): boolean {
  const mac = new Fields(macData);
  const info = new Fields(mac.next());
  const algorithm = readAlgorithm(info.next());
  const [expected, salt] = [readOctets(info.next()), readOctets(mac.next())];
  const count = mac.maybe(tags.integer);
  info.end();
  mac.end();
  requireNothing(algorithm, 'absent or NULL');
  const hash = hashes[algorithm.id];
  if (!hash) throw unsupported('an unknown digest of a container');
  const made = integrityOf(content, { hash, password, salt, iterations: bounded(count ? readCount(count) : 1) });
  return made.length === expected.length && timingSafeEqual(made, expected);
}

/** HMAC over the content of a container (RFC 7292 section 4 and appendix A), under a key made of the password. */
export function integrityOf(content: Buffer, parameters: MacParameters): Buffer {
  return createHmac(parameters.hash, integrityKey(parameters)).update(content).digest();
}

/**
 * Appendix B.2 for a key as long as its digest, which takes one round of its step 6; the password counts as big-endian UTF-16 with two zeros
 * behind.
 */
function integrityKey({ hash, password, salt, iterations }: MacParameters): Buffer {
  const block = hash === 'sha384' || hash === 'sha512' ? 128 : 64;
  const secret = Buffer.from(`${password}\0`, 'utf16le').swap16();
  const diversifier = Buffer.alloc(block, INTEGRITY);
  let key = createHash(hash).update(diversifier).update(fill(salt, block)).update(fill(secret, block)).digest();
  for (let round = 1; round < iterations; round += 1) key = createHash(hash).update(key).digest();
  return key;
}

/** Repeats the octets up to whole blocks. */
function fill(octets: Buffer, block: number): Buffer {
  return octets.length === 0 ? octets : Buffer.alloc(Math.ceil(octets.length / block) * block, octets);
}
