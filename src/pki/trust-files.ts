import { PkiError } from './failure.ts';
import { readCertificates, readCrl, readOcsp } from './files.ts';
import type { OcspAnswer } from './ocsp/response.ts';
import type { TrustStore } from './path/judge.ts';
import { fromPem } from './pem.ts';
import type { Certificate } from './x509/certificate.ts';
import { parseCrl, type Crl } from './x509/crl.ts';

/** A file of a trust folder; `name` is its path inside, with slashes. */
export type TrustFile = Readonly<{ name: string; bytes: Uint8Array }>;

const SPEAKING = /\.(crt|pem|cer|der|p7b|crl|ors|ocsp)$/i;
const ACCREDITED = /^accredited\//;

/** Whether a file of this name promises to say something about trust. */
export function isTrustFile(name: string): boolean {
  return SPEAKING.test(name);
}

/**
 * Makes a trust store of files, each of which is what it reads as: certificates, of which those that issued themselves are anchors; revocation
 * lists; answers of online services; in PEM several at once. Authorities under `accredited/` are accredited ones. What cannot be
 * read is left out and named.
 */
export function parseTrust(files: readonly TrustFile[]): { store: TrustStore; unreadable: string[] } {
  const read = files.map(({ name, bytes }) => ({
    name,
    content: readFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)),
  }));
  const all = read.flatMap(({ content }) => content ?? []);
  const certificates = all.flatMap((content) => content.certificates);
  const accredited = read
    .filter(({ name }) => ACCREDITED.test(name))
    .flatMap(({ content }) => content?.certificates ?? [])
    .map(({ fingerprint }) => fingerprint);
  const store: TrustStore = {
    anchors: certificates.filter(isRoot),
    intermediates: certificates.filter((certificate) => !isRoot(certificate)),
    crls: all.flatMap(({ crls }) => crls),
    answers: all.flatMap(({ answers }) => answers),
    accredited: new Set(accredited),
  };
  return { store, unreadable: read.filter(({ content }) => !content).map(({ name }) => name) };
}

type Content = Readonly<{
  certificates: readonly Certificate[];
  crls: readonly Crl[];
  answers: readonly OcspAnswer[];
}>;

const NOTHING: Content = { certificates: [], crls: [], answers: [] };

function readFile(file: Buffer): Content | undefined {
  const lists = tryTo(() => fromPem(file.toString('latin1'), ['X509 CRL']).map(parseCrl)) ?? [];
  const certificates = tryTo(() => readCertificates(file)) ?? [];
  if (lists.length + certificates.length > 0) return { ...NOTHING, certificates, crls: lists };
  const crl = tryTo(() => readCrl(file));
  if (crl) return { ...NOTHING, crls: [crl] };
  const answer = tryTo(() => readOcsp(file));
  return answer && { ...NOTHING, answers: [answer] };
}

function tryTo<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PkiError) return undefined;
    throw error;
  }
}

/** Issued by itself, name and key: an authority that renews its key under its own name is no root by that. */
function isRoot({ issuer, subject, authorityKeyId, subjectKeyId }: Certificate): boolean {
  return issuer.raw.equals(subject.raw) && (authorityKeyId === undefined || authorityKeyId === subjectKeyId);
}
