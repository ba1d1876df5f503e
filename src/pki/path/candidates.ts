import { sameName } from '../x509/name.ts';
import type { Certificate } from '../x509/certificate.ts';

/** The signer's certificate first, the trust anchor last. */
export type Path = readonly [Certificate, ...Certificate[]];

/** Far more than any honest hierarchy has: a maze of cross-certificates ends here, and its maker pays more than we. */
const MAX_LENGTH = 12;
const MAX_STEPS = 2_000;
const MAX_PATHS = 32;

/**
 * Every way from `certificate` to one of `anchors` that the names allow (RFC 4158), likely ones first; nothing is verified.
 * Bounded: certificates that name each other in circles yield what was found until then.
 */
export function candidatePaths(
  certificate: Certificate,
  anchors: readonly Certificate[],
  others: readonly Certificate[],
): Generator<Path> {
  return extend([certificate], anchors, others, { steps: MAX_STEPS, paths: MAX_PATHS });
}

function* extend(
  path: Path,
  anchors: readonly Certificate[],
  others: readonly Certificate[],
  left: { steps: number; paths: number },
): Generator<Path> {
  left.steps -= 1;
  if (left.steps < 0 || path.length >= MAX_LENGTH) return;
  for (const anchor of issuersOf(path, anchors)) {
    left.paths -= 1;
    if (left.paths < 0) return;
    yield [...path, anchor];
  }
  for (const issuer of issuersOf(path, others)) yield* extend([...path, issuer], anchors, others, left);
}

/** Those that the end of the path names as its issuer; a matching key identifier goes first (RFC 4158 section 3.5.12). */
function issuersOf(path: Path, certificates: readonly Certificate[]): Certificate[] {
  const last = path.at(-1) ?? path[0];
  const fresh = certificates.filter(
    (issuer) => sameName(last.issuer, issuer.subject) && !path.some((used) => used.fingerprint === issuer.fingerprint),
  );
  const keyMatches = (issuer: Certificate) =>
    last.authorityKeyId !== undefined && last.authorityKeyId === issuer.subjectKeyId;
  return fresh.toSorted((one, other) => Number(keyMatches(other)) - Number(keyMatches(one)));
}
