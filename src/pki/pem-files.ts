import type { KeyObject } from 'node:crypto';
import { toPem } from './pem.ts';
import type { Certificate } from './x509/certificate.ts';
import type { Crl } from './x509/crl.ts';

/** A certificate as openssl and browsers take it. */
export function certificatePem({ raw }: Certificate): string {
  return toPem('CERTIFICATE', raw);
}

/** A revocation list as openssl takes it. */
export function crlPem({ raw }: Crl): string {
  return toPem('X509 CRL', raw);
}

/** PKCS#8, not encrypted. */
export function privateKeyPem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
