import type { Element } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { tags } from '../der/tags.ts';
import { readTime } from '../der/time.ts';
import { readCount, readInteger } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { oids } from '../oids.ts';
import { readExtension, readExtensions, type Extensions } from './extensions.ts';
import { readGeneralNames } from './general-name.ts';
import type { Name } from './name.ts';

/** One entry: from when the certificate is not to be relied on (UTC milliseconds), and CRLReason (RFC 5280 section 5.3.1). */
export type Revoked = Readonly<{ at: number; reason: number }>;

export type Entries = Readonly<{
  /** Serial number → entry, for certificates of the list's own issuer. */
  revoked: ReadonlyMap<bigint, Revoked>;
  /** The same for certificates of others, by their issuer's canonical name; only indirect lists have any. */
  foreign: ReadonlyMap<string, ReadonlyMap<bigint, Revoked>>;
  /** Whether every critical extension of an entry is one that is processed here. */
  understood: boolean;
}>;

/** What a delta list says of a certificate that is no longer on hold. */
export const REMOVED = 8;

const processed: ReadonlySet<string> = new Set([oids.reasonCode, oids.invalidityDate, oids.certificateIssuer]);

/** Reads revokedCertificates of a list by `issuer`; an entry of an indirect list speaks of the issuer that was named last (RFC 5280 section 5.3.3). Throws SIG-DAMAGED. */
export function readEntries(list: Element | undefined, issuer: Name, indirect: boolean): Entries {
  const revoked = new Map<bigint, Revoked>();
  const foreign = new Map<string, Map<bigint, Revoked>>();
  let current = revoked;
  let understood = true;
  for (const element of list?.children ?? []) {
    const { serial, at, extensions } = readEntry(element);
    const named = extensions && readExtension(extensions, oids.certificateIssuer, readIssuer);
    if (named !== undefined && !indirect) throw damaged('an entry about another issuer in a direct list');
    if (named !== undefined) current = named === issuer.canonical ? revoked : getOrMake(foreign, named);
    current.set(serial, extensions ? readDetails(extensions, at) : { at, reason: 0 });
    understood &&= !extensions || [...extensions].every(([id, { critical }]) => !critical || processed.has(id));
  }
  return { revoked, foreign, understood };
}

function readEntry(element: Element): { serial: bigint; at: number; extensions?: Extensions } {
  const fields = new Fields(element);
  const serial = readInteger(fields.next());
  const at = readTime(fields.next());
  const list = fields.maybe(tags.sequence);
  fields.end();
  return list ? { serial, at, extensions: readExtensions(list) } : { serial, at };
}

/** The earlier of both dates counts: a key that was stolen is not to be relied on from that day (RFC 5280 section 5.3.2). */
function readDetails(extensions: Extensions, at: number): Revoked {
  const reason = readExtension(extensions, oids.reasonCode, (value) => readCount(value, tags.enumerated)) ?? 0;
  const invalidSince = readExtension(extensions, oids.invalidityDate, readTime) ?? at;
  return { at: Math.min(at, invalidSince), reason };
}

function readIssuer(value: Element): string {
  const name = readGeneralNames(value).find(({ kind }) => kind === 'directory');
  if (name?.kind !== 'directory') throw damaged('an entry about an issuer without a name');
  return name.name.canonical;
}

function getOrMake(foreign: Map<string, Map<bigint, Revoked>>, issuer: string): Map<bigint, Revoked> {
  const entries = foreign.get(issuer) ?? new Map<bigint, Revoked>();
  foreign.set(issuer, entries);
  return entries;
}
