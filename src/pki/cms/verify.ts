import { PkiError } from '../failure.ts';
import { judgePath, type TrustStore } from '../path/judge.ts';
import type { PolicyInputs } from '../path/policies.ts';
import { SIGNED_DATA, unarmour } from '../pem.ts';
import { shortfallsOf } from '../qualified.ts';
import { earliestStamp, type Stamp } from '../time-stamp/signature-stamp.ts';
import { passed, refused, type Verdict } from '../verdict.ts';
import type { Certificate } from '../x509/certificate.ts';
import { signingTimeOf } from './attributes.ts';
import { parseSignedData, type SignedData, type SignerInfo } from './signed-data.ts';
import { certificateOf, Content, cryptographicFault } from './signer.ts';

/**
 * Judges a CMS signature (RFC 5652; DER, BER, or PEM and base64 around them) over `content` by ETSI EN 319 102-1 sections 5.3 and 5.5,
 * as of `at`: the moment, UTC milliseconds, at which the signature is known to exist by our own clock; a time stamp in it (CAdES-T) may
 * prove an earlier one. Detached or attached alike; what is attached must be `content`. Every signer must hold. Lists of revoked
 * certificates are taken from `trust` alone, never from the signature. Pure, and never throws: hostile bytes are SIG-DAMAGED.
 */
export function verifySignature({
  signature,
  content,
  trust,
  at,
}: {
  signature: Buffer;
  content: Buffer;
  trust: TrustStore;
  at: number;
}): Verdict {
  return guarded(() => {
    const signed = parseSignedData(unarmour(signature, SIGNED_DATA));
    const whole = new Content(content);
    const verdicts = signed.signers.map((signer) => judgeSigner(signer, signed, whole, trust, at));
    const decisive = verdicts.find(({ outcome }) => outcome !== 'TOTAL-PASSED') ?? verdicts[0];
    // Certificates without a signer are a bundle, not a signature.
    if (!decisive) return refused('SIG-DAMAGED');
    return { ...decisive, signers: verdicts.flatMap(({ signer }) => signer ?? []) };
  });
}

/** The content that a signature carries with it, undefined when it is detached. Throws SIG-DAMAGED for what is no signature. */
export function attachedContentOf(signature: Buffer): Buffer | undefined {
  return parseSignedData(unarmour(signature, SIGNED_DATA)).content;
}

/**
 * Judges a certificate for signing documents as of `at`, as `verifySignature` judges the signer's; `policies` are the certificate policies
 * that are asked for, any unless said otherwise. Never throws.
 */
export function verifyCertificate({
  certificate,
  trust,
  at,
  policies = {},
}: {
  certificate: Certificate;
  trust: TrustStore;
  at: number;
  policies?: PolicyInputs;
}): Verdict {
  return guarded(() => judgeCertificate(certificate, [], trust, { at, now: at }, policies));
}

/** The order of EN 319 102-1: find the certificate (5.2.3), the cryptography (5.2.7), the certificate's standing (5.2.6). */
function judgeSigner(
  signer: SignerInfo,
  signed: SignedData,
  content: Content,
  trust: TrustStore,
  now: number,
): Verdict {
  const certificate = certificateOf(signer, signed.certificates);
  if (!certificate) return refused('SIG-NOT-FOUND');
  return guarded(
    () => {
      const claimedTime = signer.signedAttributes && signingTimeOf(signer.signedAttributes);
      const claim = claimedTime === undefined ? {} : { claimedTime };
      const code = cryptographicFault(signer, certificate, signed, content);
      if (code) return refused(code, { signer: certificate, ...claim });
      const stamp = earliestStamp(signer, trust, now);
      const proof = stamp ? { provenTime: stamp.at, stampedBy: stamp.authority } : {};
      return { ...judgeInTime(certificate, signed.certificates, trust, now, stamp), ...claim, ...proof };
    },
    { signer: certificate },
  );
}

/** Refusals that a proof of earlier existence can turn (EN 319 102-1 section 5.5.4). */
const turnable: ReadonlySet<string | null> = new Set(['SIG-EXPIRED', 'SIG-REVOKED', 'SIG-STATUS-UNKNOWN']);

function judgeInTime(
  certificate: Certificate,
  others: readonly Certificate[],
  trust: TrustStore,
  now: number,
  stamp: Stamp | undefined,
): Verdict {
  const present = judgeCertificate(certificate, others, trust, { at: now, now });
  if (!stamp || !turnable.has(present.code)) return present;
  return judgeCertificate(certificate, others, trust, { at: stamp.at, now });
}

function judgeCertificate(
  certificate: Certificate,
  others: readonly Certificate[],
  trust: TrustStore,
  moment: { at: number; now: number },
  asked: PolicyInputs = {},
): Verdict {
  const conditions = { ...moment, purpose: 'documents', policies: asked } as const;
  const { code, chain, faulty, policies } = judgePath(certificate, others, trust, conditions);
  if (code === null) {
    const shortfalls = shortfallsOf(chain, trust.accredited ?? new Set());
    return passed({ signer: certificate, chain, shortfalls, ...(policies && { policies }) });
  }
  const refusal = refused(code, { signer: certificate, chain, ...(faulty && { faulty }) });
  // Table 6 of the standard tells an authority's revocation apart.
  return code === 'SIG-REVOKED' && faulty !== certificate ? { ...refusal, indication: 'REVOKED_CA_NO_POE' } : refusal;
}

/** Turns what foreign bytes make throw into a verdict: whatever it is, the signature has not passed. */
function guarded(judge: () => Verdict, details: { signer?: Certificate } = {}): Verdict {
  try {
    return judge();
  } catch (error) {
    return refused(error instanceof PkiError ? error.code : 'SIG-DAMAGED', details);
  }
}
