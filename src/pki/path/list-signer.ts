import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import { sameName } from '../x509/name.ts';
import type { Path } from './candidates.ts';
import { allows, isSurelySignedBy } from './rules.ts';

/** Certificates of one name that are tried at most: each try digests the whole list. */
const MAX_CANDIDATES = 8;

/** Finds the sound path of a certificate that signs lists, from the same anchor; undefined when there is none. */
export type FindPath = (signer: Certificate) => Path | undefined;

/**
 * Whose key signed a list about `path[index]`, when that one may (RFC 5280 section 6.3.3 (f) and (g)): an authority above the certificate, or
 * another certificate with the name of the list's issuer that itself holds. Of a list by the certificate's own issuer it is
 * demanded besides that an authority of the path issued it: a namesake elsewhere under the same root has no say.
 */
export function signerOf(
  crl: Crl,
  path: Path,
  index: number,
  others: readonly Certificate[],
  findPath: FindPath,
): Certificate | undefined {
  const isDirect = sameName(crl.issuer, path[index]?.issuer ?? path[0].issuer);
  // An authority may name a signer of lists as the one who tells of that signer, too.
  const near = path.slice(isDirect ? index + 1 : index);
  const signer = near.find((candidate) => mayHaveSigned(crl, candidate) && holds(crl, candidate));
  if (signer) return signer;
  const trusted = new Set(near.map(({ fingerprint }) => fingerprint));
  return others
    .filter((candidate) => !trusted.has(candidate.fingerprint) && mayHaveSigned(crl, candidate))
    .slice(0, MAX_CANDIDATES)
    .find((candidate) => {
      const [, issuer] = (holds(crl, candidate) && findPath(candidate)) || [];
      return issuer !== undefined && (!isDirect || trusted.has(issuer.fingerprint));
    });
}

function mayHaveSigned({ issuer, authorityKeyId }: Crl, candidate: Certificate): boolean {
  const otherKey =
    authorityKeyId !== undefined && candidate.subjectKeyId !== undefined && authorityKeyId !== candidate.subjectKeyId;
  return !otherKey && sameName(issuer, candidate.subject) && allows(candidate, 'cRLSign');
}

/** Lists are long and asked about often: what was verified once stays so, for as many keys as honest lists ever meet. */
const verified = new WeakMap<Crl, Map<string, boolean>>();
const MAX_REMEMBERED = 100;

/** Whether the certificate's key signed the list; never throws for what foreign bytes hold. */
export function holds(crl: Crl, signer: Certificate): boolean {
  const answers = verified.get(crl) ?? new Map<string, boolean>();
  verified.set(crl, answers);
  const answer = answers.get(signer.fingerprint) ?? isSurelySignedBy(crl.signed, signer);
  if (answers.size < MAX_REMEMBERED) answers.set(signer.fingerprint, answer);
  return answer;
}
