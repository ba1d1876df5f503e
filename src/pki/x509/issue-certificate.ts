import { createHash, type KeyObject } from 'node:crypto';
import { context } from '../der/tags.ts';
import { bitString, boolean, element, flags, integer, octetString, oid, sequence, time } from '../der/write.ts';
import { subjectPublicKey } from '../keys.ts';
import { oids } from '../oids.ts';
import { signingWith } from '../signing.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import { keyUsages, type KeyUsage } from './extensions.ts';
import { nameOf, type Owner } from './owner.ts';

/** Whoever signs: a certificate with its private key. */
export type Issuer = Readonly<{ certificate: Certificate; key: KeyObject }>;

export type CertificateRequest = Readonly<{
  subject: Owner;
  /** 'self' makes a self-signed certificate, with the private key beside it. */
  issuer: Issuer | Readonly<{ self: KeyObject }>;
  publicKey: KeyObject;
  notBefore: number;
  notAfter: number;
  /** Positive; RFC 5280 section 4.1.2.2 allows 20 octets and wants it unpredictable. */
  serial: bigint;
  /** Makes an authority; without pathLength any number of authorities may follow it. */
  ca?: Readonly<{ pathLength?: number }>;
  /** An authority signs certificates and lists, a person documents, unless said otherwise. */
  keyUsage?: readonly KeyUsage[];
  /** Dotted purposes of ExtKeyUsage. */
  purposes?: readonly string[];
  /** Dotted certificate policies, such as the class of protection of the signer's means. */
  policies?: readonly string[];
  /** Where the issuer's revocation list is published. */
  crlUrl?: string;
  /** Further extensions; `value` is DER. */
  extensions?: readonly Readonly<{ id: string; critical: boolean; value: Buffer }>[];
}>;

/**
 * Issues a certificate of version 3 by RFC 5280; times are UTC milliseconds, cut to the second.
 * Throws RangeError for an empty owner or a serial number that is not positive, SIG-ALGORITHM for a key that we do not sign with.
 */
export function issueCertificate(request: CertificateRequest): Certificate {
  if (request.serial <= 0n || request.serial >> 159n !== 0n) throw new RangeError('a serial number has 1 to 159 bits');
  const { issuer } = request;
  const authority = 'self' in issuer ? undefined : issuer.certificate;
  const signing = signingWith('self' in issuer ? issuer.self : issuer.key);
  const subject = nameOf(request.subject);
  const spki = request.publicKey.export({ type: 'spki', format: 'der' });
  const keyId = keyIdentifier(spki);
  const body = sequence(
    element(context(0), integer(2)),
    integer(request.serial),
    signing.algorithm,
    authority?.subject.raw ?? subject,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    spki,
    element(context(3), sequence(...extensionsOf(request, keyId, authority ? authorityKey(authority) : keyId))),
  );
  return parseCertificate(sequence(body, signing.algorithm, bitString(signing.sign(body))));
}

const USAGE = { authority: ['keyCertSign', 'cRLSign'], person: ['digitalSignature', 'nonRepudiation'] } as const;

/** Extension ::= SEQUENCE; FALSE is the default and left out. */
export function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** AuthorityKeyIdentifier with the issuer's key identifier (RFC 5280 section 4.2.1.1). */
export function authorityKeyExtension(keyId: Buffer): Buffer {
  return extension(oids.authorityKeyIdentifier, false, sequence(element(context(0, 'primitive'), keyId)));
}

/** The identifier that the issuer gave its own key, else the one made of the key. */
export function authorityKey(issuer: Certificate): Buffer {
  return issuer.subjectKeyId === undefined ? keyIdentifier(issuer.spki) : Buffer.from(issuer.subjectKeyId, 'hex');
}

/** Method 1 of RFC 7093 section 2: the leftmost 160 bits of SHA-256 over the key. */
function keyIdentifier(spki: Buffer): Buffer {
  return createHash('sha256').update(subjectPublicKey(spki)).digest().subarray(0, 20);
}

function extensionsOf(request: CertificateRequest, keyId: Buffer, authorityKeyId: Buffer): Buffer[] {
  const { ca, purposes, policies, crlUrl } = request;
  const usage: readonly KeyUsage[] = request.keyUsage ?? (ca ? USAGE.authority : USAGE.person);
  const pathLength = ca?.pathLength === undefined ? [] : [integer(ca.pathLength)];
  return [
    extension(oids.subjectKeyIdentifier, false, octetString(keyId)),
    authorityKeyExtension(authorityKeyId),
    extension(oids.basicConstraints, true, ca ? sequence(boolean(true), ...pathLength) : sequence()),
    extension(oids.keyUsage, true, flags(usage.map((name) => keyUsages.indexOf(name)))),
    ...(purposes ? [extension(oids.extendedKeyUsage, false, sequence(...purposes.map(oid)))] : []),
    ...(policies
      ? [extension(oids.certificatePolicies, false, sequence(...policies.map((policy) => sequence(oid(policy)))))]
      : []),
    ...(crlUrl ? [extension(oids.crlDistributionPoints, false, distributionPoint(crlUrl))] : []),
    ...(request.extensions ?? []).map(({ id, critical, value }) => extension(id, critical, value)),
  ];
}

/** CRLDistributionPoints with one address (RFC 5280 section 4.2.1.13): the tags are DistributionPointName, fullName, the URI. */
function distributionPoint(url: string): Buffer {
  const uri = element(context(6, 'primitive'), Buffer.from(url, 'ascii'));
  return sequence(sequence(element(context(0), element(context(0), uri))));
}
