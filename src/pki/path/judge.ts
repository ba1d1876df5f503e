import { PkiError, type SignatureCode } from '../failure.ts';
import type { OcspAnswer } from '../ocsp/response.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import { candidatePaths, type Path } from './candidates.ts';
import type { Conditions } from './conditions.ts';
import { policiesOf } from './policies.ts';
import { revocationStatus, type Status } from './revocation.ts';
import { brokenRule } from './rules.ts';

/** Whom to believe: root certificates, further certificates of authorities, and their lists of revoked ones. */
export type TrustStore = Readonly<{
  anchors: readonly Certificate[];
  intermediates: readonly Certificate[];
  crls: readonly Crl[];
  /** Answers of their online services about single certificates. */
  answers?: readonly OcspAnswer[];
  /** Fingerprints of the certificates of authorities that the state has accredited. */
  accredited?: ReadonlySet<string>;
}>;

/** What came of it: the code is null when the certificate may be relied on. */
export type Judgement = Readonly<{
  code: SignatureCode | null;
  chain: Path;
  faulty?: Certificate;
  /** When passed: the certificate policies under which it holds (RFC 5280 section 6.1.6). */
  policies?: readonly string[];
}>;

/**
 * Judges a certificate by RFC 5280 section 6: the first path that holds decides. When none does, the reason is that of the first path whose
 * signatures are sound. `others` are certificates that came along.
 */
export function judgePath(
  certificate: Certificate,
  others: readonly Certificate[],
  trust: TrustStore,
  conditions: Conditions,
): Judgement {
  return search(certificate, { trust, others: [...trust.intermediates, ...others] }, conditions, []);
}

type Grounds = Readonly<{ trust: TrustStore; others: readonly Certificate[] }>;

/** Signers of lists have signers of lists, too; honest ones are soon at an end. */
const MAX_DEPTH = 4;

/** `busy` are the certificates whose judgement waits for this one: none may vouch for itself. */
function search(
  certificate: Certificate,
  grounds: Grounds,
  conditions: Conditions,
  busy: readonly Certificate[],
): Judgement {
  let refusal: Judgement = { code: 'SIG-UNKNOWN-ISSUER', chain: [certificate], faulty: certificate };
  for (const path of candidatePaths(certificate, grounds.trust.anchors, grounds.others)) {
    const judgement = judge(path, grounds, conditions, [...busy, certificate]);
    if (judgement.code === null) return judgement;
    if (refusal.code === 'SIG-UNKNOWN-ISSUER') refusal = judgement;
  }
  return refusal;
}

function judge(path: Path, grounds: Grounds, conditions: Conditions, busy: readonly Certificate[]): Judgement {
  const broken = brokenRule(path, conditions);
  if (broken) return { ...broken, chain: path };
  try {
    const policies = policiesOf(path, conditions.policies);
    if (!policies) return { code: 'SIG-CHAIN', chain: path, faulty: path[0] };
    return { policies, ...judgeRevocation(path, grounds, conditions, busy) };
  } catch (error) {
    if (error instanceof PkiError) return { code: error.code, chain: path };
    throw error;
  }
}

/** The anchor answers for itself; a known revocation weighs more than an unknown status. */
function judgeRevocation(
  path: Path,
  grounds: Grounds,
  conditions: Conditions,
  busy: readonly Certificate[],
): Judgement {
  const evidence = {
    crls: grounds.trust.crls,
    answers: grounds.trust.answers ?? [],
    others: grounds.others,
    findPath: (signer: Certificate) => pathOfListSigner(signer, path, grounds, conditions, busy),
  };
  const states = path.slice(0, -1).map((certificate, index) => {
    const status: Status = revocationStatus(path, index, evidence, conditions);
    return { certificate, status };
  });
  const faulty =
    states.find(({ status }) => typeof status === 'object') ?? states.find(({ status }) => status === 'unknown');
  if (!faulty) return { code: null, chain: path };
  const code = faulty.status === 'unknown' ? 'SIG-STATUS-UNKNOWN' : 'SIG-REVOKED';
  return { code, chain: path, faulty: faulty.certificate };
}

/** RFC 5280 section 6.3.3 (f): a path of its own, from the same anchor, for a certificate that signs lists. */
function pathOfListSigner(
  signer: Certificate,
  path: Path,
  { trust, others }: Grounds,
  conditions: Conditions,
  busy: readonly Certificate[],
): Path | undefined {
  const isBusy = busy.some(({ fingerprint }) => fingerprint === signer.fingerprint);
  if (isBusy || busy.length > MAX_DEPTH) return undefined;
  const grounds = { trust: { ...trust, anchors: path.slice(-1) }, others };
  const { code, chain } = search(signer, grounds, { ...conditions, purpose: 'lists', policies: {} }, busy);
  return code === null ? chain : undefined;
}
