import { readBer, type Element } from '../der/element.ts';
import { expect, Fields, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { readInteger, readOctets, readOid } from '../der/values.ts';
import { hashOf, readAlgorithm, type Algorithm } from '../algorithms.ts';
import type { Hash } from '../digests.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';

/** Attributes of a signer: the octets that are digested, and the sets of values by type, one for each time that it stands. */
export type Attributes = Readonly<{ octets: Buffer; values: ReadonlyMap<string, readonly Element[]> }>;

/** Which certificate a signer names: its digest, and its issuer and serial number where given (RFC 5035 section 4). */
export type CertificateReference = Readonly<{ hash: Hash | 'sha1'; digest: Buffer; issuer?: Buffer; serial?: bigint }>;

/**
 * Reads SignedAttributes or UnsignedAttributes (RFC 5652 section 5.3): the implicit tag is replaced by SET OF for the digest
 * (section 5.4), the rest counts exactly as it stands. Throws SIG-DAMAGED.
 */
export function readAttributes(element: Element): Attributes {
  const values = new Map<string, Element[]>();
  for (const attribute of element.children) {
    const fields = new Fields(attribute);
    const type = readOid(fields.next());
    const set = fields.next(tags.set);
    fields.end();
    const sets = values.get(type);
    if (sets) sets.push(set);
    else values.set(type, [set]);
  }
  if (values.size === 0) throw damaged('an empty list of attributes');
  const octets = Buffer.from(element.raw);
  octets.writeUInt8(tags.set, 0);
  return { octets, values };
}

/** Whether a document is, octet by octet, what is signed in a signature with attributes. */
export function isAttributes(document: Buffer): boolean {
  if (document[0] !== tags.set) return false;
  try {
    return readAttributes(readBer(document)).values.has(oids.messageDigest);
  } catch {
    return false;
  }
}

/** RFC 5652 section 11.1: what kind of content is signed. Throws SIG-DAMAGED when it is missing. */
export function contentTypeOf({ values }: Attributes): string {
  return readOid(required(values, oids.contentType));
}

/** RFC 5652 section 11.2: the digest of the content. Throws SIG-DAMAGED when it is missing. */
export function messageDigestOf({ values }: Attributes): Buffer {
  return readOctets(required(values, oids.messageDigest));
}

/** RFC 5652 section 11.3: the time that the signer claims, UTC milliseconds. */
export function signingTimeOf({ values }: Attributes): number | undefined {
  const value = single(values, oids.signingTime);
  return value && readTime(value);
}

/** Which algorithms a signer names where nobody can change them. */
export type ProtectedAlgorithms = Readonly<{ digest: Algorithm; signature: Algorithm }>;

/** RFC 6211 section 2: the algorithms that the signer used, where it says so. Throws SIG-DAMAGED. */
export function protectedAlgorithmsOf({ values }: Attributes): ProtectedAlgorithms | undefined {
  const value = single(values, oids.algorithmProtection);
  if (!value) return undefined;
  const fields = new Fields(value);
  const digest = readAlgorithm(fields.next());
  const signature = readAlgorithm(fields.next(), context(1));
  fields.end();
  return { digest, signature };
}

/**
 * The signer's certificate as SigningCertificateV2 (RFC 5035 section 3) and SigningCertificate (RFC 2634 section 5.4) name it,
 * where they stand: the first entry of each. Throws SIG-DAMAGED, and SIG-ALGORITHM for an unknown digest.
 */
export function certificateReferencesOf({ values }: Attributes): CertificateReference[] {
  const v2 = single(values, oids.signingCertificateV2);
  const v1 = single(values, oids.signingCertificate);
  return [...(v2 ? [readReference(v2, 2)] : []), ...(v1 ? [readReference(v1, 1)] : [])];
}

function readReference(signingCertificate: Element, version: 1 | 2): CertificateReference {
  const outer = new Fields(signingCertificate);
  const [first] = expect(outer.next(), tags.sequence).children;
  outer.maybe(tags.sequence);
  outer.end();
  if (!first) throw damaged('a reference to no certificate');
  const fields = new Fields(first);
  const algorithm = version === 2 ? fields.maybe(tags.sequence) : undefined;
  const digest = readOctets(fields.next());
  const issuerSerial = fields.maybe(tags.sequence);
  fields.end();
  const hash = version === 1 ? 'sha1' : algorithm ? hashOf(readAlgorithm(algorithm)) : 'sha256';
  return { hash, digest, ...(issuerSerial && readIssuerSerial(issuerSerial)) };
}

/** IssuerSerial: the issuer as one directoryName among GeneralNames, here by its exact octets. */
function readIssuerSerial(element: Element): { issuer: Buffer; serial: bigint } {
  const fields = new Fields(element);
  const issuer = only(expect(only(expect(fields.next(), tags.sequence)), context(4))).raw;
  const serial = readInteger(fields.next());
  fields.end();
  return { issuer, serial };
}

function required(values: Attributes['values'], type: string): Element {
  const value = single(values, type);
  if (!value) throw damaged('a required attribute is missing');
  return value;
}

/** What we rely on may stand once only, with one value (RFC 5652 section 11). */
function single(values: Attributes['values'], type: string): Element | undefined {
  const [set, another] = values.get(type) ?? [];
  if (another) throw damaged('an attribute stands twice');
  return set && only(set);
}
