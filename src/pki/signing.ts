import { constants, sign, type KeyObject } from 'node:crypto';
import type { Hash } from './digests.ts';
import { nothing, oid, sequence } from './der/write.ts';
import { unsupported } from './failure.ts';
import { oids } from './oids.ts';

/** How a private key of ours signs: its digest, the AlgorithmIdentifier of the signature in DER, the act itself. */
export type Signing = Readonly<{ hash: Hash; algorithm: Buffer; sign: (data: Buffer) => Buffer }>;

const curves: Readonly<Record<string, readonly [Hash, string]>> = {
  prime256v1: ['sha256', oids.ecdsaWithSha256],
  secp384r1: ['sha384', oids.ecdsaWithSha384],
  secp521r1: ['sha512', oids.ecdsaWithSha512],
};

/** RSA signs by PKCS#1 v1.5 with SHA-256, EC by ECDSA with the digest as strong as its curve. Throws SIG-ALGORITHM for other keys. */
export function signingWith(key: KeyObject): Signing {
  if (key.type !== 'private') throw unsupported('a key that cannot sign');
  if (key.asymmetricKeyType === 'rsa') {
    const padding = constants.RSA_PKCS1_PADDING;
    const algorithm = sequence(oid(oids.sha256WithRsa), nothing());
    return { hash: 'sha256', algorithm, sign: (data) => sign('sha256', data, { key, padding }) };
  }
  const [hash, id] = curves[key.asymmetricKeyDetails?.namedCurve ?? ''] ?? [];
  if (!hash || !id) throw unsupported('a key of a kind that we do not sign with');
  return { hash, algorithm: sequence(oid(id)), sign: (data) => sign(hash, data, { key, dsaEncoding: 'der' }) };
}

/** The digest's AlgorithmIdentifier in DER, without parameters (RFC 5754 section 2). */
export function digestAlgorithm(hash: Hash): Buffer {
  return sequence(oid(oids[hash]));
}
