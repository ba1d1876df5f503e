import { holds, readAlgorithm, schemeOf } from '../algorithms.ts';
import { readDer } from '../der/element.ts';
import { PkiError, type SignatureCode } from '../failure.ts';
import { publicKeyOf } from '../keys.ts';
import { oids } from '../oids.ts';
import type { Certificate, SignedPart } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import type { Path } from './candidates.ts';

/** Looks at the certificate at `index` of a path at a moment; answers with what is wrong about it. */
export type Rule = (path: Path, index: number, at: number) => SignatureCode | undefined;

/** What path validation (RFC 5280 section 6.1) asks of each certificate, in this order; revocation comes after them all. */
export const rules: readonly Rule[] = [isSigned, isInForce, isUnderstood, mayIssue, keepsPathLength, mayServeDocuments];

/** 6.1.3 (a)(1) and (a)(4): named and signed by the next one. The anchor is trusted for what it is. */
function isSigned(path: Path, index: number): SignatureCode | undefined {
  const [certificate, issuer] = [path[index], path[index + 1]];
  if (!certificate || !issuer) return undefined;
  if (!sameName(certificate.issuer, issuer.subject)) return 'SIG-UNKNOWN-ISSUER';
  try {
    return isSignedBy(certificate.signed, issuer) ? undefined : 'SIG-UNKNOWN-ISSUER';
  } catch (error) {
    if (error instanceof PkiError) return error.code;
    throw error;
  }
}

/** 6.1.3 (a)(2); both ends belong to the validity. Asked of the anchor, too: a root that has run out is to be replaced. */
function isInForce(path: Path, index: number, at: number): SignatureCode | undefined {
  const certificate = path[index];
  if (!certificate) return undefined;
  if (at < certificate.notBefore) return 'SIG-NOT-YET';
  return at > certificate.notAfter ? 'SIG-EXPIRED' : undefined;
}

/**
 * 6.1.4 (o) and 6.1.5 (f): a critical extension that is not processed refuses. So do name constraints and constraints on
 * policies whatever their mark: they narrow what an authority may do, and nothing here applies them.
 */
function isUnderstood(path: Path, index: number): SignatureCode | undefined {
  for (const [id, { critical }] of path[index]?.extensions ?? []) {
    if ((critical && !processed.has(id)) || narrowing.has(id)) return 'SIG-CHAIN';
  }
  return undefined;
}

/** Alternative names say more about who it is; without name constraints nothing is to be checked in them. */
const processed: ReadonlySet<string> = new Set([
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.basicConstraints,
  oids.certificatePolicies,
  oids.subjectAltName,
  oids.issuerAltName,
]);

const narrowing: ReadonlySet<string> = new Set([
  oids.nameConstraints,
  oids.policyConstraints,
  oids.policyMappings,
  oids.inhibitAnyPolicy,
]);

/** 6.1.4 (k) and (n): an issuer is a CA of version 3, and its key is for signing certificates. */
function mayIssue(path: Path, index: number): SignatureCode | undefined {
  const certificate = path[index];
  if (!certificate || index === 0) return undefined;
  if (certificate.version !== 3 || certificate.basicConstraints?.ca !== true) return 'SIG-CHAIN';
  return allows(certificate, 'keyCertSign') ? undefined : 'SIG-USAGE';
}

/** 6.1.4 (l) and (m): so many intermediate certificates may follow, those not counted that only renew their own key. */
function keepsPathLength(path: Path, index: number): SignatureCode | undefined {
  const limit = path[index]?.basicConstraints?.pathLength;
  if (limit === undefined || index === 0) return undefined;
  const following = path.slice(1, index).filter(({ issuer, subject }) => !sameName(issuer, subject));
  return following.length > limit ? 'SIG-CHAIN' : undefined;
}

/** Purposes that make a certificate one of machines; listed alone, they exclude documents (RFC 5280 section 4.2.1.12). */
const machines: ReadonlySet<string> = new Set([oids.serverAuth, oids.codeSigning, oids.timeStamping, oids.ocspSigning]);

/** The signer's key is for signatures (section 4.2.1.3), and no purpose along the path excludes documents. */
function mayServeDocuments(path: Path, index: number): SignatureCode | undefined {
  const certificate = path[index];
  if (!certificate) return undefined;
  if (certificate.purposes?.every((purpose) => machines.has(purpose))) return 'SIG-USAGE';
  if (index > 0) return undefined;
  return allows(certificate, 'digitalSignature') || allows(certificate, 'nonRepudiation') ? undefined : 'SIG-USAGE';
}

/** Whether the certificate's key signed a certificate or list; throws SIG-ALGORITHM and SIG-DAMAGED. */
export function isSignedBy(signed: SignedPart, issuer: Certificate): boolean {
  return holds(
    schemeOf(readAlgorithm(readDer(signed.algorithm))),
    publicKeyOf(issuer),
    signed.octets,
    signed.signature,
  );
}

/** A certificate without KeyUsage leaves its key free (RFC 5280 section 4.2.1.3). */
export function allows(
  certificate: Certificate,
  usage: 'digitalSignature' | 'nonRepudiation' | 'keyCertSign' | 'cRLSign',
): boolean {
  return certificate.keyUsage?.has(usage) ?? true;
}
