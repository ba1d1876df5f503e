import {
  issueCrl,
  verifyCertificate,
  type Certificate,
  type CertificateRequest,
  type Crl,
  type Issuer,
  type Verdict,
} from '../../src/pki/index.ts';
import { anna, issue, keyPair, MOMENT, testPki } from '../support/pki.ts';

export const DAY = 86_400_000;

const world = await testPki();
const person = await keyPair('person', 'p256');
const shared = await keyPair('authority', 'p256');

export const { root } = world;

/** An extension to be put into a certificate; `value` is DER. */
export type Extension = Readonly<{ id: string; critical: boolean; value: Buffer }>;

/** An authority under another one; all of them share a key, which is nothing to a path. */
export function authority(issuer: Issuer, commonName: string, special: Partial<CertificateRequest> = {}): Issuer {
  const request = { subject: { commonName }, issuer, publicKey: shared.publicKey, ca: {}, ...special };
  return { certificate: issue(MOMENT, request), key: shared.privateKey };
}

/** Anna's certificate under an authority. */
export function signerUnder(issuer: Issuer, special: Partial<CertificateRequest> = {}): Certificate {
  return issue(MOMENT, { subject: anna, issuer, publicKey: person.publicKey, ...special });
}

/** A list of nothing, current for a day before and after. */
export const emptyList = (issuer: Issuer, special: Partial<Parameters<typeof issueCrl>[0]> = {}): Crl =>
  issueCrl({ issuer, number: 1n, thisUpdate: MOMENT - DAY, nextUpdate: MOMENT + DAY, revoked: [], ...special });

type Judging = Partial<Omit<Parameters<typeof verifyCertificate>[0], 'trust' | 'certificate'>>;

/** Judges with lists from everyone, so that revocation is never the reason. */
export function judge(certificate: Certificate, authorities: readonly Issuer[], asked: Judging = {}): Verdict {
  const crls = [root, ...authorities].map((issuer) => emptyList(issuer));
  const intermediates = authorities.map((issuer) => issuer.certificate);
  return verifyCertificate({
    certificate,
    trust: { anchors: [root.certificate], intermediates, crls },
    at: MOMENT,
    ...asked,
  });
}
