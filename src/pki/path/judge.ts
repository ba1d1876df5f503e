import type { SignatureCode } from '../failure.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import { candidatePaths, type Path } from './candidates.ts';
import { revocationStatus } from './revocation.ts';
import { rules } from './rules.ts';

/** Whom to believe: root certificates, further certificates of authorities, and their lists of revoked ones. */
export type TrustStore = Readonly<{
  anchors: readonly Certificate[];
  intermediates: readonly Certificate[];
  crls: readonly Crl[];
}>;

/** What came of it: the code is null when the certificate may be relied on. */
export type Judgement = Readonly<{ code: SignatureCode | null; chain: Path; faulty?: Certificate }>;

/**
 * Judges a signer's certificate at `at` (UTC milliseconds) by RFC 5280 section 6: the first path that holds decides.
 * When none does, the reason is that of the first path whose signatures are sound. `others` are certificates that came along.
 */
export function judgePath(
  certificate: Certificate,
  others: readonly Certificate[],
  trust: TrustStore,
  at: number,
): Judgement {
  let refusal: Judgement = { code: 'SIG-UNKNOWN-ISSUER', chain: [certificate], faulty: certificate };
  const pool = [...trust.intermediates, ...others];
  for (const path of candidatePaths(certificate, trust.anchors, pool)) {
    const judgement = judge(path, trust.crls, at);
    if (judgement.code === null) return judgement;
    if (refusal.code === 'SIG-UNKNOWN-ISSUER') refusal = judgement;
  }
  return refusal;
}

function judge(path: Path, crls: readonly Crl[], at: number): Judgement {
  for (const rule of rules) {
    for (const [index, certificate] of path.entries()) {
      const code = rule(path, index, at);
      if (code) return { code, chain: path, faulty: certificate };
    }
  }
  return judgeRevocation(path, crls, at);
}

/** The anchor answers for itself; a known revocation weighs more than an unknown status. */
function judgeRevocation(path: Path, crls: readonly Crl[], at: number): Judgement {
  const states = path.slice(0, -1).map((certificate, index) => {
    const status = revocationStatus(certificate, path[index + 1] ?? certificate, crls, at);
    return { certificate, status };
  });
  const faulty = states.find(({ status }) => status === 'revoked') ?? states.find(({ status }) => status === 'unknown');
  if (!faulty) return { code: null, chain: path };
  return {
    code: faulty.status === 'revoked' ? 'SIG-REVOKED' : 'SIG-STATUS-UNKNOWN',
    chain: path,
    faulty: faulty.certificate,
  };
}
