import type { SignatureCode } from '../failure.ts';
import { oids } from '../oids.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Path } from './candidates.ts';
import type { Conditions, Purpose } from './conditions.ts';

type Question = (certificate: Certificate, isLast: boolean) => boolean;

const questions: Readonly<Record<Purpose, Question>> = {
  documents: servesDocuments,
  'time-stamps': servesTimeStamps,
  lists: servesLists,
};

/** Whether the keys along a path are for what it is to be good for (RFC 5280 sections 4.2.1.3 and 4.2.1.12). */
export function servesPurpose(path: Path, index: number, { purpose }: Conditions): SignatureCode | undefined {
  const certificate = path[index];
  return !certificate || questions[purpose](certificate, index === 0) ? undefined : 'SIG-USAGE';
}

/** Purposes that make a certificate one of machines; listed alone, they exclude documents. */
const machines: ReadonlySet<string> = new Set([oids.serverAuth, oids.codeSigning, oids.timeStamping, oids.ocspSigning]);

/** The signer's key is for signatures, and no purpose along the path excludes documents. */
function servesDocuments(certificate: Certificate, isLast: boolean): boolean {
  if (certificate.purposes?.every((purpose) => machines.has(purpose))) return false;
  return !isLast || mayBeSigner(certificate);
}

/** RFC 3161 section 2.3: time stamps are the only purpose, and it is critical; authorities above may not exclude it. */
function servesTimeStamps(certificate: Certificate, isLast: boolean): boolean {
  const { purposes, extensions } = certificate;
  if (!isLast) return !purposes || purposes.includes(oids.timeStamping) || purposes.includes(oids.anyPurpose);
  const only = purposes?.length === 1 && purposes[0] === oids.timeStamping;
  return only && extensions.get(oids.extendedKeyUsage)?.critical === true && mayBeSigner(certificate);
}

/** RFC 5280 section 6.3.3 (f). */
function servesLists({ keyUsage }: Certificate, isLast: boolean): boolean {
  return !isLast || (keyUsage?.has('cRLSign') ?? true);
}

function mayBeSigner({ keyUsage }: Certificate): boolean {
  return !keyUsage || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
}
