import { readDer, type Element } from '../der/element.ts';
import { expect, Fields, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { readBitOctets, readCount, readInteger, readOctets, readOid } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';
import { parseCertificate, type Certificate, type SignedPart } from '../x509/certificate.ts';
import { readExtensions } from '../x509/extensions.ts';
import { readName } from '../x509/name.ts';

/** Which certificate an answer is about: digests of its issuer's name and key, and its number (RFC 6960 section 4.1.1). */
export type CertificateId = Readonly<{ hash: string; nameDigest: Buffer; keyDigest: Buffer; serial: bigint }>;

/** What is said of one certificate; times are UTC milliseconds. */
export type SingleAnswer = Readonly<{
  id: CertificateId;
  status: 'good' | 'unknown' | Readonly<{ revokedAt: number; reason: number }>;
  thisUpdate: number;
  nextUpdate?: number;
}>;

/** A signed answer as it reads (RFC 6960 section 4.2.1); nothing in it has been verified. */
export type OcspAnswer = Readonly<{
  /** Canonical name or key digest (SHA-1, hexadecimal) of who answers. */
  responder: Readonly<{ name: string } | { keyDigest: string }>;
  producedAt: number;
  answers: readonly SingleAnswer[];
  /** Whether nothing critical in it is beyond us. */
  understood: boolean;
  certificates: readonly Certificate[];
  signed: SignedPart;
}>;

const MAX_ANSWERS = 1_000;
const MAX_CERTIFICATES = 20;

/** Reads an OCSPResponse in DER; undefined when the responder says that it has no answer (such as tryLater). Throws SIG-DAMAGED. */
export function parseOcsp(bytes: Buffer): OcspAnswer | undefined {
  const fields = new Fields(readDer(bytes));
  const status = readCount(fields.next(), tags.enumerated);
  const body = fields.maybe(context(0));
  fields.end();
  if ((status === 0) !== (body !== undefined)) throw damaged('a status that does not fit');
  if (!body) return undefined;
  const wrapped = new Fields(only(body));
  if (readOid(wrapped.next()) !== oids.basicOcspResponse) throw damaged('an answer of an unknown kind');
  const basic = readOctets(wrapped.next());
  wrapped.end();
  return readBasic(readDer(basic));
}

function readBasic(element: Element): OcspAnswer {
  const fields = new Fields(element);
  const data = fields.next(tags.sequence);
  const algorithm = fields.next(tags.sequence).raw;
  const signature = readBitOctets(fields.next());
  const list = fields.maybe(context(0));
  fields.end();
  const certificates = list ? expect(only(list), tags.sequence).children : [];
  if (certificates.length > MAX_CERTIFICATES) throw damaged('too many certificates');
  return {
    ...readData(data),
    certificates: certificates.map(({ raw }) => parseCertificate(raw)),
    signed: { octets: data.raw, algorithm, signature },
  };
}

function readData(element: Element): Omit<OcspAnswer, 'certificates' | 'signed'> {
  const fields = new Fields(element);
  const version = fields.maybe(context(0));
  if (version && readCount(only(version)) !== 0) throw damaged('an unknown version of answer');
  const responder = readResponder(fields.next(context(1), context(2)));
  const producedAt = readTime(fields.next(tags.generalizedTime));
  const list = fields.next(tags.sequence).children;
  const extensions = fields.maybe(context(1));
  fields.end();
  if (list.length > MAX_ANSWERS) throw damaged('too many answers');
  const singles = list.map(readSingle);
  const understood = singles.every((single) => single.understood) && areUnderstood(extensions);
  return { responder, producedAt, answers: singles.map(({ answer }) => answer), understood };
}

function readResponder(element: Element): OcspAnswer['responder'] {
  const inner = only(element);
  return element.tag === context(1)
    ? { name: readName(inner).canonical }
    : { keyDigest: readOctets(inner).toString('hex') };
}

function readSingle(element: Element): { answer: SingleAnswer; understood: boolean } {
  const fields = new Fields(element);
  const id = readId(fields.next());
  const status = readStatus(fields.next(context(0, 'primitive'), context(1), context(2, 'primitive')));
  const thisUpdate = readTime(fields.next(tags.generalizedTime));
  const next = fields.maybe(context(0));
  const extensions = fields.maybe(context(1));
  fields.end();
  const nextUpdate = next && readTime(expect(only(next), tags.generalizedTime));
  const answer = { id, status, thisUpdate, ...(nextUpdate !== undefined && { nextUpdate }) };
  return { answer, understood: areUnderstood(extensions) };
}

function readId(element: Element): CertificateId {
  const fields = new Fields(element);
  const algorithm = new Fields(fields.next());
  const hash = readOid(algorithm.next());
  algorithm.maybe(tags.nothing);
  algorithm.end();
  const [nameDigest, keyDigest] = [readOctets(fields.next()), readOctets(fields.next())];
  const serial = readInteger(fields.next());
  fields.end();
  return { hash, nameDigest, keyDigest, serial };
}

function readStatus(element: Element): SingleAnswer['status'] {
  if (element.tag !== context(1)) {
    if (element.content.length > 0) throw damaged('a status with freight');
    return element.tag === context(0, 'primitive') ? 'good' : 'unknown';
  }
  const [time, reason, another] = element.children;
  if (!time || another || (reason && reason.tag !== context(0))) throw damaged('a revocation in another form');
  const revokedAt = readTime(expect(time, tags.generalizedTime));
  return { revokedAt, reason: reason ? readCount(only(reason), tags.enumerated) : 0 };
}

const processed: ReadonlySet<string> = new Set([oids.ocspNonce, oids.ocspArchiveCutoff]);

function areUnderstood(extensions: Element | undefined): boolean {
  const list = readExtensions(extensions && expect(only(extensions), tags.sequence));
  return [...list].every(([id, { critical }]) => !critical || processed.has(id));
}
