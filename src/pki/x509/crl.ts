import { readDer, type Element } from '../der/element.ts';
import { expect, Fields, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { readCount, readInteger } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';
import { checkAlgorithm, readSigned, type SignedPart } from './certificate.ts';
import { readExtension, readExtensions, type Extensions } from './extensions.ts';
import { readName, type Name } from './name.ts';

/** A certificate revocation list as it reads; nothing in it has been verified. Times are UTC milliseconds. */
export type Crl = Readonly<{
  raw: Buffer;
  issuer: Name;
  thisUpdate: number;
  /** RFC 5280 section 5.1.2.5 demands it; a list without it is never taken for current. */
  nextUpdate?: number;
  number?: bigint;
  /** Serial number → when the certificate was revoked. */
  revoked: ReadonlyMap<bigint, number>;
  extensions: Extensions;
  /** Whether an entry carries a critical extension: none is processed here, so such a list decides nothing. */
  criticalEntries: boolean;
  signed: SignedPart;
}>;

/** Lists of large authorities hold hundreds of thousands of entries. */
const CRL_LIMITS = { nodes: 8_000_000, depth: 32 };

/** Reads one list in DER (RFC 5280 section 5.1); throws SIG-DAMAGED. */
export function parseCrl(der: Buffer): Crl {
  const { signed, fields } = readSigned(readDer(der, CRL_LIMITS));
  const version = fields.maybe(tags.integer);
  if (version && readCount(version) !== 1) throw damaged('an unknown version of list');
  checkAlgorithm(fields.next(), signed);
  const issuer = readName(fields.next());
  const thisUpdate = readTime(fields.next());
  const next = fields.maybe(tags.utcTime, tags.generalizedTime);
  const entries = fields.maybe(tags.sequence);
  const last = fields.maybe(context(0));
  fields.end();
  if (last && !version) throw damaged('fields of a later version');
  const extensions = readExtensions(last && expect(only(last), tags.sequence));
  const number = readExtension(extensions, oids.crlNumber, (value) => readInteger(value));
  return {
    raw: der,
    issuer,
    thisUpdate,
    ...(next && { nextUpdate: readTime(next) }),
    ...(number !== undefined && { number }),
    ...readEntries(entries),
    extensions,
    signed,
  };
}

function readEntries(list: Element | undefined): Pick<Crl, 'revoked' | 'criticalEntries'> {
  const revoked = new Map<bigint, number>();
  let criticalEntries = false;
  for (const entry of list?.children ?? []) {
    const fields = new Fields(entry);
    revoked.set(readInteger(fields.next()), readTime(fields.next()));
    const extensions = readExtensions(fields.maybe(tags.sequence));
    fields.end();
    criticalEntries ||= [...extensions.values()].some(({ critical }) => critical);
  }
  return { revoked, criticalEntries };
}
