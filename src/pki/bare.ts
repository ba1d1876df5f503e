import { constants, createPublicKey, verify, type KeyObject } from 'node:crypto';
import { readAlgorithm } from './algorithms.ts';
import { readDer } from './der/element.ts';
import { Fields } from './der/fields.ts';
import { tags } from './der/tags.ts';
import { damaged } from './failure.ts';
import { holdsByGost, isGost, readGostKey } from './gost/key.ts';
import { subjectPublicKey } from './keys.ts';
import { refuseWeakPoint } from './weak-points.ts';

/** A signature without anything around it; `key` is a SubjectPublicKeyInfo in DER. */
export type BareSignature = Readonly<{
  algorithm: string;
  /** Where the algorithm leaves it open: `sha256`, `SHA-512/256`, `sha3-384`. */
  hash?: string;
  /** Of PSS; as long as the digest unless told. */
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
    const judge = judges[bare.algorithm];
    return judge !== undefined && judge(bare);
  } catch {
    return false;
  }
}

const judges: Readonly<Record<string, (bare: BareSignature) => boolean>> = {
  'rsa-pkcs1': (bare) => byOpenssl(bare, ['rsa'], { padding: constants.RSA_PKCS1_PADDING }),
  'rsa-pss': (bare) =>
    byOpenssl(bare, ['rsa', 'rsa-pss'], {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: bare.saltLength ?? constants.RSA_PSS_SALTLEN_DIGEST,
    }),
  ecdsa: (bare) => byOpenssl(bare, ['ec'], { dsaEncoding: 'der' }),
  ed25519({ key, message, signature }) {
    refuseWeakPoint(subjectPublicKey(key));
    return verify(null, message, importKey(key, ['ed25519']), signature);
  },
  'gost2012-256': (bare) => byGost(bare, 256),
  'gost2012-512': (bare) => byGost(bare, 512),
};

function byOpenssl(
  { key, hash, message, signature }: BareSignature,
  kinds: readonly string[],
  options: object,
): boolean {
  return verify(hashName(hash), message, { key: importKey(key, kinds), ...options }, signature);
}

function byGost({ key, message, signature }: BareSignature, bits: 256 | 512): boolean {
  const algorithm = readAlgorithm(new Fields(readDer(key)).next());
  if (!isGost(algorithm)) return false;
  const known = readGostKey(algorithm, subjectPublicKey(key));
  return known.curve.bits === bits && holdsByGost(known, message, signature);
}

function importKey(spki: Buffer, kinds: readonly string[]): KeyObject {
  subjectPublicKey(spki);
  const { parameters } = readAlgorithm(new Fields(readDer(spki)).next());
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
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
