import { PkiError } from '../failure.ts';
import type { KnownStatus } from '../ocsp/verify.ts';
import { unarmour } from '../pem.ts';
import type { Certificate } from '../x509/certificate.ts';
import { parseCrl } from '../x509/crl.ts';
import { sameName } from '../x509/name.ts';
import { revocationStatus } from './revocation.ts';
import { allows, isSignedBy, isSurelySignedBy } from './rules.ts';

/**
 * What a revocation list (RFC 5280; DER or PEM) says at `at`, UTC milliseconds, where its issuer is trusted: of a certificate, or without one of
 * itself, 'good' then meaning that it is authentic and current. A list that is neither is 'invalid'; one that does not answer for the
 * certificate, being partial, a delta or by a namesake of its issuer, says 'unknown'. Never throws.
 */
export function verifyCrl({
  crl: file,
  issuer,
  certificate,
  at,
}: {
  crl: Buffer;
  issuer: Certificate;
  certificate?: Certificate;
  at: number;
}): KnownStatus {
  try {
    const crl = parseCrl(unarmour(file, ['X509 CRL']));
    const isCurrent = crl.thisUpdate <= at && crl.nextUpdate !== undefined && at <= crl.nextUpdate;
    const isInForce = issuer.notBefore <= at && at <= issuer.notAfter;
    const isAuthentic =
      sameName(crl.issuer, issuer.subject) && allows(issuer, 'cRLSign') && isSignedBy(crl.signed, issuer);
    if (!crl.understood || !isCurrent || !isInForce || !isAuthentic) return 'invalid';
    if (!certificate) return 'good';
    // A namesake's certificates have numbers of their own, and a forged one has any.
    const isNamesake = sameName(certificate.issuer, issuer.subject) && !isSurelySignedBy(certificate.signed, issuer);
    if (isNamesake) return 'unknown';
    const evidence = { crls: [crl], answers: [], others: [], findPath: () => undefined };
    const conditions = { at, now: at, purpose: 'documents', policies: {} } as const;
    const status = revocationStatus([certificate, issuer], 0, evidence, conditions);
    return typeof status === 'object' ? 'revoked' : status;
  } catch (error) {
    if (error instanceof PkiError) return 'invalid';
    throw error;
  }
}
