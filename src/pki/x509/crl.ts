import { readDer } from '../der/element.ts';
import { expect, only } from '../der/fields.ts';
import { context, tags } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { readCount, readInteger } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';
import { checkAlgorithm, readSigned, type SignedPart } from './certificate.ts';
import { readEntries, type Entries } from './crl-entries.ts';
import { ALL_REASONS, readListScope, type ListScope } from './distribution-points.ts';
import { readAuthorityKeyIdentifier, readExtension, readExtensions, type Extensions } from './extensions.ts';
import { readName, type Name } from './name.ts';

/** A certificate revocation list as it reads; nothing in it has been verified. Times are UTC milliseconds. */
export type Crl = Readonly<{
  raw: Buffer;
  issuer: Name;
  thisUpdate: number;
  /** RFC 5280 section 5.1.2.5 demands it; a list without it is never taken for current. */
  nextUpdate?: number;
  number?: bigint;
  /** Makes it a delta: what has changed since the complete list of this number (section 5.2.4). */
  base?: bigint;
  scope: ListScope;
  /** Certificates that expired after this moment stay on the list (ITU-T X.509 section 9.5.2.8). */
  keepsExpiredSince?: number;
  authorityKeyId?: string;
  extensions: Extensions;
  /** Whether nothing critical in it is beyond us: any other list decides nothing (section 5.2). */
  understood: boolean;
  signed: SignedPart;
}> &
  Pick<Entries, 'revoked' | 'foreign'>;

/** Lists of large authorities hold hundreds of thousands of entries. */
const CRL_LIMITS = { nodes: 8_000_000, depth: 32 };

const processed: ReadonlySet<string> = new Set([
  oids.authorityKeyIdentifier,
  oids.crlNumber,
  oids.issuerAltName,
  oids.deltaCrlIndicator,
  oids.issuingDistributionPoint,
  oids.freshestCrl,
  oids.expiredCertsOnCrl,
]);

/** Reads one list in DER (RFC 5280 section 5.1); throws SIG-DAMAGED. */
export function parseCrl(der: Buffer): Crl {
  const { signed, fields } = readSigned(readDer(der, CRL_LIMITS));
  const version = fields.maybe(tags.integer);
  if (version && readCount(version) !== 1) throw damaged('an unknown version of list');
  checkAlgorithm(fields.next(), signed);
  const issuer = readName(fields.next());
  const thisUpdate = readTime(fields.next());
  const next = fields.maybe(tags.utcTime, tags.generalizedTime);
  const list = fields.maybe(tags.sequence);
  const last = fields.maybe(context(0));
  fields.end();
  if (last && !version) throw damaged('fields of a later version');
  const extensions = readExtensions(last && expect(only(last), tags.sequence));
  const known = readKnown(extensions, issuer);
  const { revoked, foreign, understood } = readEntries(list, issuer, known.scope.indirect);
  return {
    raw: der,
    issuer,
    thisUpdate,
    ...(next && { nextUpdate: readTime(next) }),
    ...known,
    revoked,
    foreign,
    extensions,
    understood: understood && [...extensions].every(([id, { critical }]) => !critical || processed.has(id)),
    signed,
  };
}

function readKnown(extensions: Extensions, issuer: Name) {
  const number = readExtension(extensions, oids.crlNumber, (value) => readInteger(value));
  const base = readExtension(extensions, oids.deltaCrlIndicator, (value) => readInteger(value));
  const scope = readExtension(extensions, oids.issuingDistributionPoint, (value) => readListScope(value, issuer));
  const keepsExpiredSince = readExtension(extensions, oids.expiredCertsOnCrl, readTime);
  const authorityKeyId = readExtension(extensions, oids.authorityKeyIdentifier, readAuthorityKeyIdentifier);
  return {
    scope: scope ?? { reasons: ALL_REASONS, indirect: false },
    ...(number !== undefined && { number }),
    ...(base !== undefined && { base }),
    ...(keepsExpiredSince !== undefined && { keepsExpiredSince }),
    ...(authorityKeyId !== undefined && { authorityKeyId }),
  };
}
