import { PkiError } from '../failure.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import { sameName } from '../x509/name.ts';
import { allows, isSignedBy } from './rules.ts';

export type Status = 'good' | 'revoked' | 'unknown';

/** Extensions of a list that do not narrow what it says; any other critical one makes it useless here. */
const processed: ReadonlySet<string> = new Set([oids.authorityKeyIdentifier, oids.crlNumber, oids.issuerAltName]);

/**
 * Whether `issuer`'s newest current list names the certificate (RFC 5280 section 6.3). Without such a list the status is unknown,
 * and lists that are stale or come from the future do not count. Partial, indirect and delta lists are not applied: one that
 * names the number can only turn "good" into "unknown".
 */
export function revocationStatus(
  certificate: Certificate,
  issuer: Certificate,
  crls: readonly Crl[],
  at: number,
): Status {
  const current = crls.filter(
    (crl) => sameName(crl.issuer, certificate.issuer) && isCurrent(crl, at) && isFrom(crl, issuer),
  );
  const newest = current.filter(isWhole).toSorted(byAge)[0];
  if (!newest) return 'unknown';
  if (newest.revoked.has(certificate.serial)) return 'revoked';
  return current.some((crl) => !isWhole(crl) && crl.revoked.has(certificate.serial)) ? 'unknown' : 'good';
}

/** Newest first; of two from the same moment the one with the higher number. */
function byAge(one: Crl, other: Crl): number {
  return other.thisUpdate - one.thisUpdate || Number((other.number ?? 0n) - (one.number ?? 0n));
}

function isCurrent({ thisUpdate, nextUpdate }: Crl, at: number): boolean {
  return nextUpdate !== undefined && thisUpdate <= at && at <= nextUpdate;
}

/** A complete list: distribution points and deltas are marked by critical extensions (RFC 5280 section 5.2). */
function isWhole(crl: Crl): boolean {
  if (crl.criticalEntries || crl.extensions.has(oids.issuingDistributionPoint)) return false;
  return [...crl.extensions].every(([id, { critical }]) => !critical || processed.has(id));
}

/** Lists are long and asked about often: what was verified once stays so. */
const verified = new WeakMap<Crl, Map<string, boolean>>();

function isFrom(crl: Crl, issuer: Certificate): boolean {
  const answers = verified.get(crl) ?? new Map<string, boolean>();
  verified.set(crl, answers);
  const answer = answers.get(issuer.fingerprint) ?? verify(crl, issuer);
  answers.set(issuer.fingerprint, answer);
  return answer;
}

function verify(crl: Crl, issuer: Certificate): boolean {
  try {
    return allows(issuer, 'cRLSign') && isSignedBy(crl.signed, issuer);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}
