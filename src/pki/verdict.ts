import type { SignatureCode } from './failure.ts';
import type { Shortfall } from './qualified.ts';
import type { Certificate } from './x509/certificate.ts';

/** The three answers of ETSI EN 319 102-1 section 5.1.3; only TOTAL-PASSED may be called valid. */
export type Outcome = 'TOTAL-PASSED' | 'INDETERMINATE' | 'TOTAL-FAILED';

/** What came of judging a signature or a certificate at one moment. */
export type Verdict = Readonly<{
  outcome: Outcome;
  /** Null exactly when passed. */
  code: SignatureCode | null;
  /** The sub-indication of the standard (table 5 and 6); null exactly when passed. */
  indication: string | null;
  /** With several signers: the one that decides, the first refused, else the first. */
  signer?: Certificate;
  /** From the signer to the trust anchor, both included; also when the chain is what is refused. */
  chain?: readonly Certificate[];
  /** The certificate of the chain that is at fault, where one is. */
  faulty?: Certificate;
  /** When passed: the certificate policies under which the chain holds (RFC 5280 section 6.1.6). */
  policies?: readonly string[];
  /** When passed: what the certificate lacks to be a qualified one in the law of Russia; empty when it is one. */
  shortfalls?: readonly Shortfall[];
  /** What the signer wrote as time of signing, UTC milliseconds: to be shown as a claim, never to be relied on. */
  claimedTime?: number;
  /** When the signature is proven to have existed, UTC milliseconds, by a time stamp that holds; and whose stamp it is. */
  provenTime?: number;
  stampedBy?: Certificate;
  /** Every signer whose certificate was found, in the order of the signature. */
  signers?: readonly Certificate[];
}>;

/**
 * What each code means in EN 319 102-1. A signature whose certificate has expired or was revoked may have been made before:
 * without a proof of existence (POE) that is INDETERMINATE, and only a proof turns it into a pass or a failure.
 */
const meanings: Readonly<Record<SignatureCode, readonly [Outcome, string]>> = {
  'SIG-DAMAGED': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'SIG-ABSENT': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'SIG-COVERAGE': ['TOTAL-FAILED', 'FORMAT_FAILURE'],
  'SIG-DIGEST': ['TOTAL-FAILED', 'HASH_FAILURE'],
  'SIG-INVALID': ['TOTAL-FAILED', 'SIG_CRYPTO_FAILURE'],
  'SIG-NOT-YET': ['TOTAL-FAILED', 'NOT_YET_VALID'],
  'SIG-EXPIRED': ['INDETERMINATE', 'OUT_OF_BOUNDS_NO_POE'],
  'SIG-REVOKED': ['INDETERMINATE', 'REVOKED_NO_POE'],
  'SIG-NOT-FOUND': ['INDETERMINATE', 'NO_SIGNING_CERTIFICATE_FOUND'],
  'SIG-UNKNOWN-ISSUER': ['INDETERMINATE', 'NO_CERTIFICATE_CHAIN_FOUND'],
  'SIG-CHAIN': ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  'SIG-USAGE': ['INDETERMINATE', 'CHAIN_CONSTRAINTS_FAILURE'],
  'SIG-ALGORITHM': ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
  'SIG-STATUS-UNKNOWN': ['INDETERMINATE', 'TRY_LATER'],
  // Nobody can tell without spending more than a signature may cost.
  'SIG-TOO-HARD': ['INDETERMINATE', 'GENERIC'],
};

type Details = Omit<Verdict, 'outcome' | 'code' | 'indication'>;

/** The one good verdict. */
export function passed(details: Details): Verdict {
  return { outcome: 'TOTAL-PASSED', code: null, indication: null, ...details };
}

/** The verdict that belongs to a refusal's code. */
export function refused(code: SignatureCode, details: Details = {}): Verdict {
  const [outcome, indication] = meanings[code];
  return { outcome, code, indication, ...details };
}
