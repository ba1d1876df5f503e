import type { Element } from './der/element.ts';
import { Fields, only } from './der/fields.ts';
import { context, tags } from './der/tags.ts';
import { readCount, readOid } from './der/values.ts';
import type { Hash } from './digests.ts';
import { damaged, unsupported } from './failure.ts';
import { oids } from './oids.ts';

/** How a signature is to be verified. */
export type Scheme =
  | Readonly<{ kind: 'rsa' | 'ecdsa' | 'ed25519' | 'gost'; hash: Hash }>
  | Readonly<{ kind: 'rsa-pss'; hash: Hash; saltLength: number }>;

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export type Algorithm = Readonly<{ id: string; parameters: Element | undefined }>;

const hashes: Readonly<Record<string, Hash>> = {
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
  [oids.streebog256]: 'streebog256',
  [oids.streebog512]: 'streebog512',
};

const schemes: Readonly<Record<string, Scheme>> = {
  [oids.sha256WithRsa]: { kind: 'rsa', hash: 'sha256' },
  [oids.sha384WithRsa]: { kind: 'rsa', hash: 'sha384' },
  [oids.sha512WithRsa]: { kind: 'rsa', hash: 'sha512' },
  [oids.ecdsaWithSha256]: { kind: 'ecdsa', hash: 'sha256' },
  [oids.ecdsaWithSha384]: { kind: 'ecdsa', hash: 'sha384' },
  [oids.ecdsaWithSha512]: { kind: 'ecdsa', hash: 'sha512' },
  // RFC 8419 section 3: what Ed25519 signs itself has no digest; attributes go with SHA-512.
  [oids.ed25519]: { kind: 'ed25519', hash: 'sha512' },
  [oids.gostSignature256]: { kind: 'gost', hash: 'streebog256' },
  [oids.gostSignature512]: { kind: 'gost', hash: 'streebog512' },
};

/** In CMS the key's own name may stand for the signature's: the digest is told beside it (RFC 3370 section 3.2, RFC 4490 section 3). */
const byKey: Readonly<Record<string, 'rsa' | 'gost'>> = {
  [oids.rsaEncryption]: 'rsa',
  [oids.gostKey256]: 'gost',
  [oids.gostKey512]: 'gost',
};

/** Reads an AlgorithmIdentifier, also under a tag of its own; throws SIG-DAMAGED. */
export function readAlgorithm(element: Element, tag: number = tags.sequence): Algorithm {
  const fields = new Fields(element, tag);
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
 * The scheme that a signature algorithm names. In CMS the name of a key leaves the digest to the signer's digestAlgorithm: it is given
 * then. Throws SIG-ALGORITHM for what is weak or unknown, SIG-DAMAGED for wrong parameters.
 */
export function schemeOf(algorithm: Algorithm, digest?: Hash): Scheme {
  if (algorithm.id === oids.rsassaPss) return readPss(algorithm);
  const kind = byKey[algorithm.id];
  const scheme = kind && digest ? { kind, hash: digest } : schemes[algorithm.id];
  if (!scheme) throw unsupported(`signature algorithm ${algorithm.id}`);
  // RFC 4055 section 5: RSA has NULL. GOST has none (RFC 9215 section 3), and some write NULL. The others have none (RFC 5758, RFC 8410).
  const lenient = scheme.kind === 'rsa' || scheme.kind === 'gost';
  requireNothing(algorithm, lenient ? 'absent or NULL' : 'absent');
  return scheme;
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

/** Whether two names mean one algorithm; no parameters and NULL are the same (RFC 5754 section 2). */
export function sameAlgorithm(one: Algorithm, other: Algorithm): boolean {
  return one.id === other.id && parameterOctets(one).equals(parameterOctets(other));
}

function parameterOctets({ parameters }: Algorithm): Buffer {
  return !parameters || parameters.tag === tags.nothing ? Buffer.alloc(0) : parameters.raw;
}

/** Refuses parameters where an algorithm has none; throws SIG-DAMAGED. */
export function requireNothing({ id, parameters }: Algorithm, allowed: 'absent' | 'absent or NULL'): void {
  if (!parameters) return;
  const isNull = parameters.tag === tags.nothing && parameters.content.length === 0;
  if (!isNull || allowed === 'absent') throw damaged(`unexpected parameters of ${id}`);
}
