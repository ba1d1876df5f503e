import { createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { readAlgorithm, type Algorithm } from '../algorithms.ts';
import type { Element } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { tags } from '../der/tags.ts';
import { readCount, readOctets } from '../der/values.ts';
import { damaged, unsupported } from '../failure.ts';
import { oids } from '../oids.ts';
import { derive } from './derive.ts';

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
 * appendix C. Throws SIG-ALGORITHM for other schemes, SIG-DAMAGED, and Node's own error for octets that the password does not open.
 */
export async function decrypt(algorithm: Algorithm, octets: Buffer, password: string): Promise<Buffer> {
  if (!algorithm.parameters) throw damaged('a cipher without parameters');
  if (algorithm.id === oids.pbes2) return byPbes2(algorithm.parameters, octets, password);
  const { salt, iterations } = readOldParameters(algorithm.parameters);
  const from = { hash: 'sha1', password, salt, iterations } as const;
  const vector = derive({ ...from, purpose: 'vector', length: 8 });
  if (algorithm.id === oids.pbeTripleDes)
    return run('des-ede3-cbc', derive({ ...from, purpose: 'key', length: 24 }), vector, octets);
  const bits = algorithm.id === oids.pbeRc2of40 ? 40 : algorithm.id === oids.pbeRc2of128 ? 128 : undefined;
  if (bits === undefined) throw unsupported(`encryption ${algorithm.id}`);
  return byRc2(derive({ ...from, purpose: 'key', length: bits / 8 }), bits, vector, octets);
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

function readOldParameters(parameters: Element): { salt: Buffer; iterations: number } {
  const fields = new Fields(parameters);
  const [salt, iterations] = [readOctets(fields.next()), bounded(readCount(fields.next()))];
  fields.end();
  return { salt, iterations };
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

/** RC2 is in no OpenSSL that Node brings; old containers keep their certificates, which are public, under it. */
async function byRc2(key: Buffer, bits: number, vector: Buffer, octets: Buffer): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const binary = (buffer: Buffer) => forge.util.createBuffer(buffer.toString('latin1'));
  const cipher = forge.rc2.createDecryptionCipher(binary(key), bits);
  cipher.start(binary(vector));
  cipher.update(binary(octets));
  if (!cipher.finish()) throw damaged('octets that the password does not open');
  return Buffer.from(cipher.output.getBytes(), 'latin1');
}
