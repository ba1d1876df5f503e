import type { TrustFile, Verdict } from '../../../pki/index.ts';
import type { ToldCertificate, ToldVerdict } from '../rules.ts';

/** What is to be judged, as of `at` (UTC ms). */
export type Job = Readonly<
  | { kind: 'signature'; signature: Uint8Array; content: Uint8Array; at: number }
  | { kind: 'pdf'; pdf: Uint8Array; at: number }
  | { kind: 'certificate'; certificate: Uint8Array; at: number }
>;

/** To a thread: whom to believe from now on, answered with the files that cannot be read; or a job, answered with a verdict. */
export type Question = Readonly<{ trust: readonly TrustFile[] }> | Readonly<{ job: Job }>;

export type Answer<Q extends Question> = Q extends { job: Job } ? ToldVerdict : readonly string[];

/** What is told of a verdict: plain values that pass between threads at no cost, however large the certificates are. */
export function tell({ outcome, code, shortfalls, signer, signers }: Verdict): ToldVerdict {
  return {
    outcome,
    code,
    ...(shortfalls && { shortfalls }),
    ...(signer && { signer: told(signer) }),
    ...(signers && { signers: signers.map(told) }),
  };
}

function told({ serialHex, fingerprint, owner, issuedBy, notBefore, notAfter }: ToldCertificate): ToldCertificate {
  return { serialHex, fingerprint, owner, issuedBy, notBefore, notAfter };
}
