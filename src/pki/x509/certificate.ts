import { createHash } from 'node:crypto';
import { readDer, type Element } from '../der/element.ts';
import { expect, Fields, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { readBitOctets, readCount, readInteger } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';
import {
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readExtension,
  readExtensions,
  readKeyIdentifier,
  readKeyUsage,
  readPolicies,
  readPurposes,
  type BasicConstraints,
  type Extensions,
  type KeyUsage,
} from './extensions.ts';
import { readName, type Name } from './name.ts';
import { ownerOf, type Owner } from './owner.ts';

/** A certificate as it reads; nothing in it has been verified. Times are UTC milliseconds, both ends belong to the validity. */
export type Certificate = Readonly<{
  raw: Buffer;
  /** SHA-256 over `raw`, in lower-case hexadecimal. */
  fingerprint: string;
  version: 1 | 2 | 3;
  serial: bigint;
  /** Lower-case hexadecimal in whole octets, as openssl and CryptoPro show serial numbers. */
  serialHex: string;
  issuer: Name;
  subject: Name;
  owner: Owner;
  issuedBy: Owner;
  notBefore: number;
  notAfter: number;
  /** SubjectPublicKeyInfo in DER: `publicKeyOf` makes a key of it. */
  spki: Buffer;
  extensions: Extensions;
  basicConstraints?: BasicConstraints;
  keyUsage?: ReadonlySet<KeyUsage>;
  purposes?: readonly string[];
  policies: readonly string[];
  subjectKeyId?: string;
  authorityKeyId?: string;
  signed: SignedPart;
}>;

/** What an issuer signed in a certificate or list: the exact octets, the algorithm's DER, the signature. */
export type SignedPart = Readonly<{ octets: Buffer; algorithm: Buffer; signature: Buffer }>;

/** A hundred times an honest one. */
const MAX_OCTETS = 262_144;

/** Reads one certificate in DER (RFC 5280 section 4.1); throws SIG-DAMAGED. */
export function parseCertificate(der: Buffer): Certificate {
  if (der.length > MAX_OCTETS) throw damaged('a certificate beyond all measure');
  const { signed, fields } = readSigned(readDer(der));
  const version = readVersion(fields.maybe(context(0)));
  const serial = readInteger(fields.next());
  checkAlgorithm(fields.next(), signed);
  const issuer = readName(fields.next());
  const [notBefore, notAfter] = readValidity(fields.next());
  const subject = readName(fields.next());
  const spki = expect(fields.next(), tags.sequence).raw;
  // Unique identifiers came with version 2 and left with version 3; nothing is made of them.
  const unique = [fields.maybe(context(1, 'primitive')), fields.maybe(context(2, 'primitive'))];
  const last = fields.maybe(context(3));
  fields.end();
  if (issuer.attributes.length === 0) throw damaged('a certificate without issuer');
  if ((last && version !== 3) || (unique.some(Boolean) && version === 1)) throw damaged('fields of a later version');
  const extensions = readExtensions(last && expect(only(last), tags.sequence));
  return {
    raw: der,
    fingerprint: createHash('sha256').update(der).digest('hex'),
    version,
    serial,
    serialHex: hex(serial),
    issuer,
    subject,
    owner: ownerOf(subject),
    issuedBy: ownerOf(issuer),
    notBefore,
    notAfter,
    spki,
    extensions,
    ...readKnown(extensions),
    signed,
  };
}

/** The frame that certificates and lists share: what is signed, by which algorithm, the signature. Throws SIG-DAMAGED. */
export function readSigned(element: Element): { signed: SignedPart; fields: Fields } {
  const outer = new Fields(element);
  const body = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence).raw;
  const signature = readBitOctets(outer.next());
  outer.end();
  return { signed: { octets: body.raw, algorithm, signature }, fields: new Fields(body) };
}

/** The algorithm named inside must be the one named outside, where no signature covers it (RFC 5280 section 4.1.1.2). */
export function checkAlgorithm(inner: Element, signed: SignedPart): void {
  if (!inner.raw.equals(signed.algorithm)) throw damaged('two different signature algorithms');
}

function readKnown(extensions: Extensions) {
  const basicConstraints = readExtension(extensions, oids.basicConstraints, readBasicConstraints);
  const keyUsage = readExtension(extensions, oids.keyUsage, readKeyUsage);
  const purposes = readExtension(extensions, oids.extendedKeyUsage, readPurposes);
  const subjectKeyId = readExtension(extensions, oids.subjectKeyIdentifier, readKeyIdentifier);
  const authorityKeyId = readExtension(extensions, oids.authorityKeyIdentifier, readAuthorityKeyIdentifier);
  return {
    policies: readExtension(extensions, oids.certificatePolicies, readPolicies) ?? [],
    ...(basicConstraints && { basicConstraints }),
    ...(keyUsage && { keyUsage }),
    ...(purposes && { purposes }),
    ...(subjectKeyId !== undefined && { subjectKeyId }),
    ...(authorityKeyId !== undefined && { authorityKeyId }),
  };
}

function readVersion(tagged: Element | undefined): 1 | 2 | 3 {
  const version = tagged ? readCount(only(tagged)) : 0;
  if (version !== 0 && version !== 1 && version !== 2) throw damaged('an unknown version of certificate');
  return version === 0 ? 1 : version === 1 ? 2 : 3;
}

function readValidity(element: Element): [number, number] {
  const fields = new Fields(element);
  const validity: [number, number] = [readTime(fields.next()), readTime(fields.next())];
  fields.end();
  return validity;
}

function hex(serial: bigint): string {
  const digits = (serial < 0n ? -serial : serial).toString(16);
  return `${serial < 0n ? '-' : ''}${digits.padStart(digits.length + (digits.length % 2), '0')}`;
}
