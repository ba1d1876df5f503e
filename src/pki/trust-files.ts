import { PkiError } from './failure.ts';
import { readCertificates, readCrl, readOcsp } from './files.ts';
import type { OcspAnswer } from './ocsp/response.ts';
import type { TrustStore } from './path/judge.ts';
import type { Certificate } from './x509/certificate.ts';
import type { Crl } from './x509/crl.ts';

/** A file of an operator's trust folder; `name` is its path inside, with slashes. */
export type TrustFile = Readonly<{ name: string; bytes: Uint8Array }>;

const CERTIFICATES = /\.(crt|pem|cer|p7b)$/i;
const LISTS = /\.crl$/i;
const ANSWERS = /\.(ors|ocsp)$/i;
const ACCREDITED = /^accredited\//;

/** Whether a file of this name has something to say about trust. */
export function isTrustFile(name: string): boolean {
  return [CERTIFICATES, LISTS, ANSWERS].some((pattern) => pattern.test(name));
}

/**
 * Makes a trust store of files: certificates (`*.crt`, `*.pem`, `*.cer`, `*.p7b`), of which those that issued themselves are anchors; revocation
 * lists (`*.crl`); answers of online services (`*.ors`, `*.ocsp`). Authorities under `accredited/` are accredited ones. What cannot be read
 * is left out and named.
 */
export function parseTrust(files: readonly TrustFile[]): { store: TrustStore; unreadable: string[] } {
  const certificates: Certificate[] = [];
  const accredited = new Set<string>();
  const crls: Crl[] = [];
  const answers: OcspAnswer[] = [];
  const unreadable: string[] = [];
  for (const { name, bytes } of files) {
    const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      if (LISTS.test(name)) crls.push(readCrl(file));
      if (ANSWERS.test(name)) answers.push(readOcsp(file));
      if (!CERTIFICATES.test(name)) continue;
      const read = readCertificates(file);
      certificates.push(...read);
      if (ACCREDITED.test(name)) for (const { fingerprint } of read) accredited.add(fingerprint);
    } catch (error) {
      if (!(error instanceof PkiError)) throw error;
      unreadable.push(name);
    }
  }
  const anchors = certificates.filter(isRoot);
  const intermediates = certificates.filter((certificate) => !isRoot(certificate));
  return { store: { anchors, intermediates, crls, answers, accredited }, unreadable };
}

/** Issued by itself, name and key: an authority that renews its key under its own name is no root by that. */
function isRoot({ issuer, subject, authorityKeyId, subjectKeyId }: Certificate): boolean {
  return issuer.raw.equals(subject.raw) && (authorityKeyId === undefined || authorityKeyId === subjectKeyId);
}
