import { constants, verify, type KeyObject } from 'node:crypto';
import { readAlgorithm } from './algorithms.ts';
import { readDer } from './der/element.ts';
import { Fields } from './der/fields.ts';
import { tags } from './der/tags.ts';
import { damaged } from './failure.ts';
import { holdsByGost, isGost, readGostKey } from './gost/key.ts';
import { importKey, subjectPublicKey } from './keys.ts';
import { isOfModulusLength } from './rsa-length.ts';
import { refuseHybridPoint, refuseWeakPoint } from './weak-points.ts';

/** A signature without anything around it; `key` is a SubjectPublicKeyInfo in DER. */
export type BareSignature = Readonly<{
  algorithm: string;
  /** Where the algorithm leaves it open: `sha256`, `SHA-512/256`, `sha3-384`. */
  hash?: string;
  /** Of PSS, exactly so many octets; as long as the digest unless told. */
  saltLength?: number;
  key: Buffer;
  message: Buffer;
  signature: Buffer;
}>;

/**
 * Whether a signature is the key's over the message, by mathematics alone: which digests and lengths of keys are strong enough for documents
 * is not asked here. Algorithms: rsa-pkcs1, rsa-pss, ecdsa, ed25519, gost2012-256, gost2012-512. Never throws: what cannot be read
 * does not hold.
 */
export function holdsBare(bare: BareSignature): boolean {
  try {
    return judges.get(bare.algorithm)?.(bare) === true;
  } catch {
    return false;
  }
}

// A map, for an object would know `constructor` as well.
const judges: ReadonlyMap<string, (bare: BareSignature) => boolean> = new Map([
  ['rsa-pkcs1', (bare) => byOpenssl(bare, ['rsa'], { padding: constants.RSA_PKCS1_PADDING })],
  ['rsa-pss', byPss],
  ['ecdsa', byEcdsa],
  ['ed25519', byEd25519],
  ['gost2012-256', (bare) => byGost(bare, 256)],
  ['gost2012-512', (bare) => byGost(bare, 512)],
]);

function byPss(bare: BareSignature): boolean {
  const { saltLength = constants.RSA_PSS_SALTLEN_DIGEST } = bare;
  // OpenSSL takes a negative length for leave to find out itself.
  if (bare.saltLength !== undefined && !(Number.isSafeInteger(saltLength) && saltLength >= 0)) return false;
  return byOpenssl(bare, ['rsa', 'rsa-pss'], { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });
}

/** Only as X.509 has it, Ecdsa-Sig-Value in DER (RFC 3279 section 2.2.3): r and s side by side, as IEEE P1363 writes them, do not hold. */
function byEcdsa(bare: BareSignature): boolean {
  refuseHybridPoint(subjectPublicKey(bare.key));
  return byOpenssl(bare, ['ec'], { dsaEncoding: 'der' });
}

function byEd25519({ key, message, signature }: BareSignature): boolean {
  refuseWeakPoint(subjectPublicKey(key));
  return verify(null, message, keyOf(key, ['ed25519']), signature);
}

function byOpenssl(
  { key, hash, message, signature }: BareSignature,
  kinds: readonly string[],
  options: object,
): boolean {
  const known = keyOf(key, kinds);
  return isOfModulusLength(known, signature) && verify(hashName(hash), message, { key: known, ...options }, signature);
}

function byGost({ key, message, signature }: BareSignature, bits: 256 | 512): boolean {
  const algorithm = readAlgorithm(new Fields(readDer(key)).next());
  if (!isGost(algorithm)) return false;
  const known = readGostKey(algorithm, subjectPublicKey(key));
  return known.curve.bits === bits && holdsByGost(known, message, signature);
}

function keyOf(spki: Buffer, kinds: readonly string[]): KeyObject {
  const { parameters } = readAlgorithm(new Fields(readDer(spki)).next());
  const key = importKey(spki);
  const { asymmetricKeyType: kind = '', asymmetricKeyDetails: { publicExponent = 3n } = {} } = key;
  // A curve that brings its own numbers proves nothing, and with the exponent 1 anyone can sign.
  if (!kinds.includes(kind) || (kind === 'ec' && parameters?.tag !== tags.oid)) throw damaged('a key of another kind');
  if (publicExponent < 3n || publicExponent % 2n === 0n) throw damaged('an exponent that signs nothing');
  return key;
}

/** Node's name of a digest, by any of its usual spellings. */
function hashName(name: string | undefined): string {
  const [, family = '', length = '', cut] = /^sha-?(3-|)(\d+)(?:[/-](\d+))?$/i.exec(name ?? '') ?? [];
  if (length === '') throw damaged('an unknown digest');
  return `sha${family}${length}${cut === undefined ? '' : `-${cut}`}`;
}
