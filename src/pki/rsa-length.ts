import type { KeyObject } from 'node:crypto';

/**
 * Whether a signature is as long as the modulus of its RSA key, the first thing that verification has to ask (RFC 8017, 8.1.2 and
 * 8.2.2, step 1). OpenSSL asks it of PKCS #1 v1.5 alone: of PSS it takes the number for the octets, with leading zeros left out.
 * True for keys of other kinds.
 */
export function isOfModulusLength(key: KeyObject, signature: Buffer): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits === undefined || signature.length === Math.ceil(bits / 8);
}
