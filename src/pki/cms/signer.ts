import { hashOf, sameAlgorithm, schemeOf } from '../algorithms.ts';
import { digest, type Hash } from '../digests.ts';
import type { SignatureCode } from '../failure.ts';
import { holds } from '../holds.ts';
import { publicKeyOf } from '../keys.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import {
  certificateReferencesOf,
  contentTypeOf,
  isAttributes,
  messageDigestOf,
  protectedAlgorithmsOf,
  type Attributes,
  type CertificateReference,
} from './attributes.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';

/** A content with its digests, each made once however many signers stand on it. */
export class Content {
  readonly octets: Buffer;
  readonly #digests = new Map<Hash, Buffer>();

  constructor(octets: Buffer) {
    this.octets = octets;
  }

  /** The content's digest by `hash`. */
  digest(hash: Hash): Buffer {
    const known = this.#digests.get(hash) ?? digest(hash, this.octets);
    this.#digests.set(hash, known);
    return known;
  }
}

/**
 * The certificate that a signer names, among those that came along (EN 319 102-1 section 5.2.3). Certificates that renew a key have its identifier
 * in common: of these it is the one that the signed attributes mean. Throws SIG-DAMAGED and SIG-ALGORITHM for references that cannot be read.
 */
export function certificateOf(
  { id, signedAttributes }: SignerInfo,
  certificates: readonly Certificate[],
): Certificate | undefined {
  const named = certificates.filter(({ issuer, serial, subjectKeyId }) =>
    'keyId' in id ? subjectKeyId === id.keyId : serial === id.serial && issuer.raw.equals(id.issuer),
  );
  const [first, another] = named;
  return another ? (named.find((certificate) => isTheOneMeant(certificate, signedAttributes)) ?? first) : first;
}

/**
 * What is wrong with one signature by RFC 5652 sections 5.4 to 5.6, trust apart; null when it holds. Throws SIG-ALGORITHM and
 * SIG-DAMAGED for what cannot be judged.
 */
export function cryptographicFault(
  signer: SignerInfo,
  certificate: Certificate,
  signed: SignedData,
  content: Content,
): SignatureCode | null {
  const hash = hashOf(signer.digestAlgorithm);
  const scheme = schemeOf(signer.signatureAlgorithm, hash);
  const attributes = signer.signedAttributes;
  if (scheme.hash !== hash) return 'SIG-ALGORITHM';
  // Section 5.1: what else is announced there is the other signers' matter.
  if (!signed.digestAlgorithms.some((announced) => sameAlgorithm(announced, signer.digestAlgorithm)))
    return 'SIG-DAMAGED';
  if (signed.content && !signed.content.equals(content.octets)) return 'SIG-DIGEST';
  if (attributes) {
    if (contentTypeOf(attributes) !== signed.contentType) return 'SIG-DAMAGED';
    if (!messageDigestOf(attributes).equals(content.digest(hash))) return 'SIG-DIGEST';
    if (!usesWhatItNames(signer, attributes)) return 'SIG-INVALID';
  } else if (signed.contentType !== oids.data || isAttributes(content.octets)) {
    // Section 5.3: any other type of content needs signed attributes. And the attributes of one signature, passed off as a
    // document signed without any, would seem signed as well.
    return 'SIG-DAMAGED';
  }
  const covered = attributes?.octets ?? content.octets;
  if (!holds(scheme, publicKeyOf(certificate), covered, signer.signature)) return 'SIG-INVALID';
  return isTheOneMeant(certificate, attributes) ? null : 'SIG-NOT-FOUND';
}

/** RFC 6211 section 3: nobody has put other names of algorithms in place of those that were signed. */
function usesWhatItNames({ digestAlgorithm, signatureAlgorithm }: SignerInfo, attributes: Attributes): boolean {
  const named = protectedAlgorithmsOf(attributes);
  if (!named) return true;
  return sameAlgorithm(named.digest, digestAlgorithm) && sameAlgorithm(named.signature, signatureAlgorithm);
}

/** RFC 5035 section 3: the signer says which certificate it is, so that none with the same key can take its place. */
function isTheOneMeant(certificate: Certificate, attributes: Attributes | undefined): boolean {
  const references = attributes ? certificateReferencesOf(attributes) : [];
  return references.every((reference) => isMeant(certificate, reference));
}

function isMeant(certificate: Certificate, { hash, digest: expected, issuer, serial }: CertificateReference): boolean {
  if (!digest(hash, certificate.raw).equals(expected)) return false;
  return (!issuer || issuer.equals(certificate.issuer.raw)) && (serial === undefined || serial === certificate.serial);
}
