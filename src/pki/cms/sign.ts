import { createPublicKey, type KeyObject } from 'node:crypto';
import { digest, type Hash } from '../digests.ts';
import { context, tags } from '../der/tags.ts';
import { element, integer, octetString, oid, sequence, setOf, time } from '../der/write.ts';
import { publicKeyOf } from '../keys.ts';
import { oids } from '../oids.ts';
import { digestAlgorithm, signingWith, type Signing } from '../signing.ts';
import type { Certificate } from '../x509/certificate.ts';

export type SignRequest = Readonly<{
  content: Buffer;
  certificate: Certificate;
  /** The private key of `certificate`. */
  key: KeyObject;
  /** Certificates of authorities to go along; which of them is trusted is the reader's matter. */
  chain: readonly Certificate[];
  /** The time to claim, UTC milliseconds; null claims none, as PDF signatures have to (EN 319 142-1 section 6.3). */
  at: number | null;
  detached: boolean;
}>;

/**
 * Signs by CMS with the attributes of CAdES-BES (RFC 5652; ETSI EN 319 122-1): content type, message digest, signing time, the
 * signing certificate, and the algorithms (RFC 6211). Returns a ContentInfo in DER. Throws SIG-ALGORITHM for a key that we do not sign with, RangeError for one that is not
 * the certificate's: such a signature would never hold.
 */
export function signCms(request: SignRequest): Buffer {
  const { content, certificate, chain, detached } = request;
  const signing = signingWith(request.key);
  const key = publicKeyOf(certificate);
  if ('kind' in key || !createPublicKey(request.key).equals(key))
    throw new RangeError('the key does not belong to the certificate');
  const certificates = new Map([certificate, ...chain].map(({ fingerprint, raw }) => [fingerprint, raw]));
  const encapsulated = detached
    ? sequence(oid(oids.data))
    : sequence(oid(oids.data), element(context(0), octetString(content)));
  const signedData = sequence(
    integer(1),
    setOf(digestAlgorithm(signing.hash)),
    encapsulated,
    retag(setOf(...certificates.values()), context(0)),
    setOf(signerInfo(request, signing)),
  );
  return sequence(oid(oids.signedData), element(context(0), signedData));
}

/** SignerInfo of version 1 (RFC 5652 section 5.3): the signature is over the attributes as SET OF, they are kept as [0]. */
function signerInfo({ content, certificate, at }: SignRequest, signing: Signing): Buffer {
  const attributes = setOf(
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.messageDigest, octetString(digest(signing.hash, content))),
    attribute(oids.signingCertificateV2, signingCertificate(certificate, signing.hash)),
    // RFC 6211: or another name of the same algorithm could be put in unnoticed.
    attribute(oids.algorithmProtection, sequence(digestAlgorithm(signing.hash), retag(signing.algorithm, context(1)))),
    ...(at === null ? [] : [attribute(oids.signingTime, time(at))]),
  );
  return sequence(
    integer(1),
    sequence(certificate.issuer.raw, integer(certificate.serial)),
    digestAlgorithm(signing.hash),
    retag(attributes, context(0)),
    signing.algorithm,
    octetString(signing.sign(attributes)),
  );
}

/** SigningCertificateV2 (RFC 5035 section 3) with the issuer as directoryName; SHA-256 is the default and left out. */
function signingCertificate(certificate: Certificate, hash: Hash): Buffer {
  const issuer = sequence(element(context(4), certificate.issuer.raw));
  const algorithm = hash === 'sha256' ? [] : [digestAlgorithm(hash)];
  const reference = sequence(
    ...algorithm,
    octetString(digest(hash, certificate.raw)),
    sequence(issuer, integer(certificate.serial)),
  );
  return sequence(sequence(reference));
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), element(tags.set, value));
}

/** Puts an implicit tag in place of the type's own. */
function retag(value: Buffer, tag: number): Buffer {
  return Buffer.concat([Buffer.from([tag]), value.subarray(1)]);
}
