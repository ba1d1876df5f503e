import { constants, createHash, verify, type KeyObject } from 'node:crypto';
import type { Element } from './der/element.ts';
import { Fields, only } from './der/fields.ts';
import { context, tags } from './der/tags.ts';
import { readCount, readOid } from './der/values.ts';
import { damaged, unsupported } from './failure.ts';
import { oids } from './oids.ts';

/** The digests that a signature may stand on; SHA-1 and MD5 are broken and never among them. */
export type Hash = 'sha256' | 'sha384' | 'sha512';

/** How a signature is to be verified. */
export type Scheme =
  | Readonly<{ kind: 'rsa'; hash: Hash }>
  | Readonly<{ kind: 'ecdsa'; hash: Hash }>
  | Readonly<{ kind: 'rsa-pss'; hash: Hash; saltLength: number }>;

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export type Algorithm = Readonly<{ id: string; parameters: Element | undefined }>;

const hashes: Readonly<Record<string, Hash>> = {
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
};

const schemes: Readonly<Record<string, Scheme>> = {
  [oids.sha256WithRsa]: { kind: 'rsa', hash: 'sha256' },
  [oids.sha384WithRsa]: { kind: 'rsa', hash: 'sha384' },
  [oids.sha512WithRsa]: { kind: 'rsa', hash: 'sha512' },
  [oids.ecdsaWithSha256]: { kind: 'ecdsa', hash: 'sha256' },
  [oids.ecdsaWithSha384]: { kind: 'ecdsa', hash: 'sha384' },
  [oids.ecdsaWithSha512]: { kind: 'ecdsa', hash: 'sha512' },
};

const keyKinds: Readonly<Record<Scheme['kind'], readonly string[]>> = {
  rsa: ['rsa'],
  'rsa-pss': ['rsa', 'rsa-pss'],
  ecdsa: ['ec'],
};

/** Reads an AlgorithmIdentifier; throws SIG-DAMAGED. */
export function readAlgorithm(element: Element): Algorithm {
  const fields = new Fields(element);
  const id = readOid(fields.next());
  const parameters = element.children.length > 1 ? fields.next() : undefined;
  fields.end();
  return { id, parameters };
}

/** The digest that an algorithm names; throws SIG-ALGORITHM for one that is weak or unknown. */
export function hashOf(algorithm: Algorithm): Hash {
  const hash = hashes[algorithm.id];
  if (!hash) throw unsupported(`digest ${algorithm.id}`);
  // RFC 5754 section 2: the parameters should be absent, and NULL is to be accepted.
  requireNothing(algorithm, 'absent or NULL');
  return hash;
}

/**
 * The scheme that a signature algorithm names. In CMS `rsaEncryption` leaves the digest to the signer's digestAlgorithm
 * (RFC 3370 section 3.2): it is given then. Throws SIG-ALGORITHM for what is weak or unknown, SIG-DAMAGED for wrong parameters.
 */
export function schemeOf(algorithm: Algorithm, digest?: Hash): Scheme {
  if (algorithm.id === oids.rsassaPss) return readPss(algorithm);
  const scheme =
    algorithm.id === oids.rsaEncryption && digest ? ({ kind: 'rsa', hash: digest } as const) : schemes[algorithm.id];
  if (!scheme) throw unsupported(`signature algorithm ${algorithm.id}`);
  // RFC 4055 section 5 and RFC 5758 section 3.2: RSA has NULL, ECDSA has none.
  requireNothing(algorithm, scheme.kind === 'rsa' ? 'absent or NULL' : 'absent');
  return scheme;
}

/**
 * Whether `signature` is the key's over `data`. A signature that OpenSSL cannot even look at does not hold.
 * Throws SIG-ALGORITHM when key and scheme do not belong together.
 */
export function holds(scheme: Scheme, key: KeyObject, data: Buffer, signature: Buffer): boolean {
  const fits = keyKinds[scheme.kind].includes(key.asymmetricKeyType ?? '');
  if (!fits) throw unsupported(`a key of another kind than ${scheme.kind}`);
  try {
    return verify(scheme.hash, data, { key, ...verifyOptions(scheme) }, signature);
  } catch {
    return false;
  }
}

function verifyOptions(scheme: Scheme) {
  if (scheme.kind === 'ecdsa') return { dsaEncoding: 'der' } as const;
  if (scheme.kind === 'rsa') return { padding: constants.RSA_PKCS1_PADDING };
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltLength };
}

/** The digest of `data`; SHA-1 only where an old attribute names a certificate by it. */
export function digest(hash: Hash | 'sha1', data: Buffer): Buffer {
  return createHash(hash).update(data).digest();
}

/** RSASSA-PSS-params (RFC 4055 section 3.1); the defaults stand on SHA-1 and are refused with it. */
function readPss({ parameters }: Algorithm): Scheme {
  if (!parameters) throw damaged('PSS without parameters');
  const fields = new Fields(parameters);
  const [hashField, maskField, saltField, trailer] = [0, 1, 2, 3].map((number) => fields.maybe(context(number)));
  fields.end();
  if (!hashField || !maskField) throw unsupported('PSS over SHA-1');
  const hash = hashOf(readAlgorithm(only(hashField)));
  const mask = readAlgorithm(only(maskField));
  if (mask.id !== oids.mgf1 || !mask.parameters) throw unsupported('a mask generation function other than MGF1');
  if (hashOf(readAlgorithm(mask.parameters)) !== hash) throw unsupported('PSS with two different digests');
  if (trailer && readCount(only(trailer)) !== 1) throw unsupported('an unknown PSS trailer');
  return { kind: 'rsa-pss', hash, saltLength: saltField ? readCount(only(saltField)) : 20 };
}

function requireNothing({ id, parameters }: Algorithm, allowed: 'absent' | 'absent or NULL'): void {
  if (!parameters) return;
  const isNull = parameters.tag === tags.nothing && parameters.content.length === 0;
  if (!isNull || allowed === 'absent') throw damaged(`unexpected parameters of ${id}`);
}
