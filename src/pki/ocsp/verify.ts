import { PkiError } from '../failure.ts';
import { isSignedBy } from '../path/rules.ts';
import { unarmour } from '../pem.ts';
import type { Certificate } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import { judgeAnswer } from './judge.ts';
import { parseOcsp } from './response.ts';

/** What is known of a certificate by one answer or list; 'invalid' when that may not be relied on, whatever it says. */
export type KnownStatus = 'good' | 'revoked' | 'unknown' | 'invalid';

/**
 * What an OCSP response (RFC 6960; DER or PEM) says of a certificate at `at`, UTC milliseconds, where its issuer is trusted.
 * 'unknown' is the responder's own word, or that it has no answer now; a response that is not authentic, not current or not about this
 * certificate is 'invalid'. Never throws.
 */
export function verifyOcsp({
  response,
  certificate,
  issuer,
  at,
}: {
  response: Buffer;
  certificate: Certificate;
  issuer: Certificate;
  at: number;
}): KnownStatus {
  try {
    const isIssued = sameName(certificate.issuer, issuer.subject) && isSignedBy(certificate.signed, issuer);
    if (!isIssued) return 'invalid';
    const answer = parseOcsp(unarmour(response, ['OCSP RESPONSE']));
    if (!answer) return 'unknown';
    const single = judgeAnswer(answer, certificate, issuer, at);
    if (!single) return 'invalid';
    return typeof single.status === 'object' ? 'revoked' : single.status;
  } catch (error) {
    if (error instanceof PkiError) return 'invalid';
    throw error;
  }
}
