import { PkiError } from '../failure.ts';
import { oids } from '../oids.ts';
import { judgeAnswer, type Judged } from '../ocsp/judge.ts';
import type { OcspAnswer } from '../ocsp/response.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Crl } from '../x509/crl.ts';
import type { Path } from './candidates.ts';
import type { Conditions } from './conditions.ts';
import { holds } from './list-signer.ts';
import type { Status } from './revocation.ts';

/** What current answers say of the certificate at `index` of a path whose signatures hold; a revocation after the moment in question is none yet. */
export function statusByAnswers(
  path: Path,
  index: number,
  { crls, answers }: Readonly<{ crls: readonly Crl[]; answers: readonly OcspAnswer[] }>,
  { at, now }: Conditions,
): Status {
  const [certificate, issuer] = [path[index], path[index + 1]];
  if (!certificate || !issuer) return 'unknown';
  const told = answers.flatMap((answer) => {
    const judged = ask(answer, certificate, issuer, now);
    return judged && mayAnswer(judged.responder, issuer, crls) ? [judged.status] : [];
  });
  const revoked = told.find((status) => typeof status === 'object');
  if (revoked && revoked.revokedAt <= at) return { at: revoked.revokedAt, reason: revoked.reason };
  return revoked || told.includes('good') ? 'good' : 'unknown';
}

function ask(answer: OcspAnswer, certificate: Certificate, issuer: Certificate, now: number): Judged | undefined {
  try {
    return judgeAnswer(answer, certificate, issuer, now);
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

/** RFC 6960 section 4.2.2.2.1: the issuer itself, a delegate not to be checked, or one that no list of the issuer names. */
function mayAnswer(responder: Certificate, issuer: Certificate, crls: readonly Crl[]): boolean {
  if (responder.fingerprint === issuer.fingerprint || responder.extensions.has(oids.ocspNoCheck)) return true;
  return !crls.some((crl) => crl.revoked.has(responder.serial) && holds(crl, issuer));
}
