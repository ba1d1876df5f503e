import type { Certificate } from '../x509/certificate.ts';
import { REMOVED, type Revoked } from '../x509/crl-entries.ts';
import type { Crl } from '../x509/crl.ts';
import { ALL_REASONS } from '../x509/distribution-points.ts';
import { sameName } from '../x509/name.ts';
import type { Path } from './candidates.ts';
import type { Conditions } from './conditions.ts';
import { continues, pointsOf, reasonsCovered } from './list-scope.ts';
import type { OcspAnswer } from '../ocsp/response.ts';
import { statusByAnswers } from './answers.ts';
import { holds, signerOf, type FindPath } from './list-signer.ts';

/** What is known of a certificate: revoked since when and why, not revoked, or nothing. */
export type Status = Revoked | 'good' | 'unknown';

/** What revocation is judged by: lists, certificates that may have signed them, and answers about single certificates. */
export type Evidence = Readonly<{
  crls: readonly Crl[];
  answers: readonly OcspAnswer[];
  others: readonly Certificate[];
  findPath: FindPath;
}>;

/**
 * Whether the certificate at `index` of a path that holds otherwise is revoked (RFC 5280 section 6.3): by lists of its issuer or of those whom it
 * names, complete, by reason, by point, indirect, with deltas; or by answers of its issuer (RFC 6960). Good only when lists that are
 * timely and authentic cover every reason, or an answer says so.
 * Throws SIG-DAMAGED for distribution points that cannot be read.
 */
export function revocationStatus(path: Path, index: number, evidence: Evidence, moment: Conditions): Status {
  const certificate = path[index] ?? path[0];
  const told = statusByAnswers(path, index, evidence, moment);
  const listed = statusByLists(certificate, path, index, evidence, moment);
  // A revocation counts wherever it is told; otherwise one who knows is enough.
  if (typeof told === 'object' || listed === 'unknown') return told;
  return listed;
}

function statusByLists(
  certificate: Certificate,
  path: Path,
  index: number,
  evidence: Evidence,
  moment: Conditions,
): Status {
  const usable = evidence.crls.filter((crl) => crl.understood && isTimely(crl, certificate, moment)).toSorted(byAge);
  let uncovered = ALL_REASONS;
  for (const point of pointsOf(certificate)) {
    for (const crl of usable) {
      const reasons = reasonsCovered(crl, point, certificate) & uncovered;
      if (crl.base !== undefined || reasons === 0) continue;
      const signer = signerOf(crl, path, index, evidence.others, evidence.findPath);
      if (!signer) continue;
      const delta = usable.find((candidate) => continues(candidate, crl) && holds(candidate, signer));
      const entry = entryOf(certificate, crl, delta);
      if (entry && entry.at <= moment.at) return entry;
      uncovered &= ~reasons;
    }
  }
  return uncovered === 0 ? 'good' : 'unknown';
}

/**
 * What the lists together say: the delta's word is the later one, and it can also lift a hold (section 6.3.3 (i) to (k)). A hold that became a
 * revocation counts from its own day on.
 */
function entryOf(certificate: Certificate, complete: Crl, delta: Crl | undefined): Revoked | undefined {
  const [before, change] = [findEntry(complete, certificate), delta && findEntry(delta, certificate)];
  if (change?.reason === REMOVED) return undefined;
  return before && change ? { ...change, at: Math.min(before.at, change.at) } : (change ?? before);
}

function findEntry({ issuer, revoked, foreign }: Crl, certificate: Certificate): Revoked | undefined {
  const entries = sameName(issuer, certificate.issuer) ? revoked : foreign.get(certificate.issuer.canonical);
  return entries?.get(certificate.serial);
}

/** Newest first; of two from the same moment the one with the higher number. */
function byAge(one: Crl, other: Crl): number {
  return other.thisUpdate - one.thisUpdate || Number((other.number ?? 0n) - (one.number ?? 0n));
}

/**
 * A list that was current at the moment in question, or came out later: it still names what was revoked until then, unless the
 * certificate had expired in between and its entry may have been dropped (section 3.3).
 */
function isTimely(crl: Crl, { notAfter }: Certificate, { at, now }: Conditions): boolean {
  const { thisUpdate, nextUpdate, keepsExpiredSince = Infinity } = crl;
  if (nextUpdate === undefined || thisUpdate > now) return false;
  if (thisUpdate <= at) return at <= nextUpdate;
  return thisUpdate <= notAfter || keepsExpiredSince <= notAfter;
}
