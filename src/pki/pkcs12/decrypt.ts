import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { readAlgorithm, type Algorithm } from '../algorithms.ts';
import type { Element } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { tags } from '../der/tags.ts';
import { readCount, readOctets } from '../der/values.ts';
import { damaged, unsupported } from '../failure.ts';
import { oids } from '../oids.ts';
import { decryptOld, oldSchemes } from './decrypt-old.ts';

/** Many times what anyone uses; more would buy an attacker our time. */
const MAX_ITERATIONS = 1_000_000;

/** The ciphers of PBES2: Node's name, octets of the key, and of the vector. */
const ciphers: Readonly<Record<string, readonly [string, number, number]>> = {
  [oids.aes128Cbc]: ['aes-128-cbc', 16, 16],
  [oids.aes192Cbc]: ['aes-192-cbc', 24, 16],
  [oids.aes256Cbc]: ['aes-256-cbc', 32, 16],
  [oids.tripleDesCbc]: ['des-ede3-cbc', 24, 8],
};

const functions: Readonly<Record<string, string>> = {
  [oids.hmacWithSha1]: 'sha1',
  [oids.hmacWithSha256]: 'sha256',
  [oids.hmacWithSha384]: 'sha384',
  [oids.hmacWithSha512]: 'sha512',
};

/**
 * Decrypts what a container keeps under a password: PBES2 (RFC 8018), as all write it now, and the older triple DES and RC2 of RFC 7292
 * appendix C. Throws SIG-ALGORITHM for other schemes, SIG-DAMAGED, and errors of the ciphers for octets that the password does not open.
 */
export async function decrypt(algorithm: Algorithm, octets: Buffer, password: string): Promise<Buffer> {
  const { id, parameters } = algorithm;
  if (!parameters) throw damaged('a cipher without parameters');
  if (id === oids.pbes2) return byPbes2(parameters, octets, password);
  const scheme = oldSchemes[id];
  if (!scheme) throw unsupported(`encryption ${id}`);
  const fields = new Fields(parameters);
  const [salt, iterations] = [readOctets(fields.next()), bounded(readCount(fields.next()))];
  fields.end();
  return decryptOld(scheme, { octets, password, salt, iterations });
}

/** PBES2-params: a way to make the key, PBKDF2, and a cipher. */
function byPbes2(parameters: Element, octets: Buffer, password: string): Buffer {
  const fields = new Fields(parameters);
  const [derivation, encryption] = [readAlgorithm(fields.next()), readAlgorithm(fields.next())];
  fields.end();
  const [cipher, length, vectorLength] = ciphers[encryption.id] ?? [];
  if (!cipher || !length || derivation.id !== oids.pbkdf2) throw unsupported('an unknown scheme of PBES2');
  if (!derivation.parameters || !encryption.parameters) throw damaged('PBES2 without parameters');
  const vector = readOctets(encryption.parameters);
  if (vector.length !== vectorLength) throw damaged('a vector of another length');
  // The password as UTF-8, as everyone does, though no standard says so.
  return run(cipher, byPbkdf2(derivation.parameters, Buffer.from(password, 'utf8'), length), vector, octets);
}

function byPbkdf2(parameters: Element, password: Buffer, length: number): Buffer {
  const fields = new Fields(parameters);
  const salt = readOctets(fields.next());
  const iterations = bounded(readCount(fields.next()));
  const told = fields.maybe(tags.integer);
  const prf = fields.maybe(tags.sequence);
  fields.end();
  if (told && readCount(told) !== length) throw damaged('a key of another length');
  const hash = prf ? functions[readAlgorithm(prf).id] : 'sha1';
  if (!hash) throw unsupported('an unknown function of PBKDF2');
  return pbkdf2Sync(password, salt, iterations, length, hash);
}

/** A count of iterations that we are willing to pay for; throws SIG-ALGORITHM. */
export function bounded(iterations: number): number {
  if (iterations < 1 || iterations > MAX_ITERATIONS) throw unsupported(`${iterations} iterations`);
  return iterations;
}

function run(cipher: string, key: Buffer, vector: Buffer, octets: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, vector);
  return Buffer.concat([decipher.update(octets), decipher.final()]);
}
