import { readAlgorithm, type Algorithm } from '../algorithms.ts';
import { readBer, readDer, type Element } from '../der/element.ts';
import { expect, Fields, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readCount, readInteger, readOctets, readOid } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';
import { parseCertificate, type Certificate } from '../x509/certificate.ts';
import { readAttributes, type Attributes } from './attributes.ts';

/** SignedData as it reads (RFC 5652 section 5.1); nothing in it has been verified. */
export type SignedData = Readonly<{
  contentType: string;
  /** The content when it is attached. */
  content: Buffer | undefined;
  digestAlgorithms: readonly Algorithm[];
  certificates: readonly Certificate[];
  signers: readonly SignerInfo[];
}>;

/** One signer (RFC 5652 section 5.3). */
export type SignerInfo = Readonly<{
  id: SignerIdentifier;
  digestAlgorithm: Algorithm;
  signedAttributes: Attributes | undefined;
  signatureAlgorithm: Algorithm;
  signature: Buffer;
  /** Covered by no signature of this signer: only what proves itself, such as a time stamp, counts in them. */
  unsignedAttributes: Attributes | undefined;
}>;

/** The issuer's name in its exact octets with the serial number, or the subject key identifier in hexadecimal. */
export type SignerIdentifier = Readonly<{ issuer: Buffer; serial: bigint } | { keyId: string }>;

const MAX_CERTIFICATES = 100;
const MAX_SIGNERS = 16;

/**
 * Reads a ContentInfo that holds SignedData. The layers around may be BER, as streaming writers make them; certificates and
 * signed attributes are read again by the rules of DER, for their exact octets are what is signed. Throws SIG-DAMAGED.
 */
export function parseSignedData(bytes: Buffer): SignedData {
  const info = new Fields(readBer(bytes));
  if (readOid(info.next()) !== oids.signedData) throw damaged('not SignedData');
  const fields = new Fields(only(info.next(context(0))));
  info.end();
  const version = readCount(fields.next());
  const digestAlgorithms = fields.next(tags.set).children.map((algorithm) => readAlgorithm(algorithm));
  const { contentType, content } = readEncapsulated(fields.next());
  const choices = fields.maybe(context(0))?.children ?? [];
  const lists = fields.maybe(context(1))?.children ?? [];
  const infos = fields.next(tags.set).children;
  fields.end();
  if (choices.length > MAX_CERTIFICATES || infos.length > MAX_SIGNERS) throw damaged('too much of everything');
  const signers = infos.map(readSigner);
  if (version !== versionFor(contentType, choices, lists, signers)) throw damaged('a version that does not fit');
  return { contentType, content, digestAlgorithms, certificates: choices.flatMap(readCertificate), signers };
}

function readEncapsulated(element: Element): Pick<SignedData, 'contentType' | 'content'> {
  const fields = new Fields(element);
  const contentType = readOid(fields.next());
  const attached = fields.maybe(context(0));
  fields.end();
  return { contentType, content: attached && readOctets(only(attached)) };
}

/** CertificateChoices (RFC 5652 section 10.2.2): attribute certificates and obsolete kinds, all tagged, are passed over. */
function readCertificate(element: Element): Certificate[] {
  if (element.tag === tags.sequence) return [parseCertificate(element.raw)];
  if (![0, 1, 2, 3].some((number) => isTagged(element, number))) throw damaged('a certificate of no kind');
  return [];
}

function readSigner(element: Element): SignerInfo {
  const fields = new Fields(element);
  const version = readCount(fields.next());
  const id = readIdentifier(fields.next(tags.sequence, context(0, 'primitive')));
  const digestAlgorithm = readAlgorithm(fields.next());
  const signed = fields.maybe(context(0));
  const signatureAlgorithm = readAlgorithm(fields.next());
  const signature = readOctets(fields.next());
  const unsigned = fields.maybe(context(1));
  fields.end();
  if (version !== signerVersion(id)) throw damaged('a version that does not fit');
  const signedAttributes = signed && readAttributes(readDer(signed.raw));
  const unsignedAttributes = unsigned && readAttributes(unsigned);
  return { id, digestAlgorithm, signedAttributes, signatureAlgorithm, signature, unsignedAttributes };
}

function readIdentifier(element: Element): SignerIdentifier {
  if (element.tag !== tags.sequence) return { keyId: element.content.toString('hex') };
  const fields = new Fields(element);
  const issuer = expect(fields.next(), tags.sequence).raw;
  const serial = readInteger(fields.next());
  fields.end();
  return { issuer, serial };
}

function signerVersion(id: SignerIdentifier): number {
  return 'keyId' in id ? 3 : 1;
}

/** The rule of RFC 5652 section 5.1. */
function versionFor(contentType: string, certificates: Element[], lists: Element[], signers: SignerInfo[]): number {
  if (certificates.some((choice) => isTagged(choice, 3)) || lists.some((choice) => isTagged(choice, 1))) return 5;
  if (certificates.some((choice) => isTagged(choice, 2))) return 4;
  const three = certificates.some((choice) => isTagged(choice, 1)) || signers.some(({ id }) => signerVersion(id) === 3);
  return three || contentType !== oids.data ? 3 : 1;
}

function isTagged({ tag }: Element, number: number): boolean {
  return tag === context(number);
}
