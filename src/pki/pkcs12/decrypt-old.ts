import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';

/** A cipher of RFC 7292 appendix C with the bits of its key; every one takes a vector of 8 octets. */
type OldScheme = Readonly<{ cipher: 'triple DES' | 'RC2'; bits: number }>;

/** The schemes of twenty years of containers, by their dotted names. */
export const oldSchemes: Readonly<Record<string, OldScheme>> = {
  [oids.pbeTripleDes]: { cipher: 'triple DES', bits: 192 },
  [oids.pbeRc2of128]: { cipher: 'RC2', bits: 128 },
  [oids.pbeRc2of40]: { cipher: 'RC2', bits: 40 },
};

const [KEY, VECTOR] = [1, 2] as const;

/**
 * Decrypts what an old scheme has encrypted, key and vector made of the password by appendix B with SHA-1. node-forge does it: no OpenSSL that
 * Node brings knows RC2, and it is loaded for such containers only. Throws SIG-DAMAGED for octets that the password does not open.
 */
export async function decryptOld(
  { cipher, bits }: OldScheme,
  {
    octets,
    password,
    salt,
    iterations,
  }: Readonly<{ octets: Buffer; password: string; salt: Buffer; iterations: number }>,
): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  const binary = (buffer: Buffer) => forge.util.createBuffer(buffer.toString('latin1'));
  const make = (purpose: number, length: number) =>
    forge.pkcs12.generateKey(password, binary(salt), purpose, iterations, length);
  const [key, vector] = [make(KEY, bits / 8), make(VECTOR, 8)];
  if (cipher === 'RC2') {
    const decipher = forge.rc2.createDecryptionCipher(key, bits);
    decipher.start(vector);
    decipher.update(binary(octets));
    return finished(decipher.finish(), decipher.output);
  }
  const decipher = forge.cipher.createDecipher('3DES-CBC', key);
  decipher.start({ iv: vector });
  decipher.update(binary(octets));
  return finished(decipher.finish(), decipher.output);
}

function finished(isWhole: boolean, output: Readonly<{ getBytes: () => string }>): Buffer {
  if (!isWhole) throw damaged('octets that the password does not open');
  return Buffer.from(output.getBytes(), 'latin1');
}
