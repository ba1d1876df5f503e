import { readAlgorithm, schemeOf } from '../algorithms.ts';
import { readDer } from '../der/element.ts';
import { PkiError, type SignatureCode } from '../failure.ts';
import { holds } from '../holds.ts';
import { publicKeyOf } from '../keys.ts';
import { oids } from '../oids.ts';
import type { Certificate, SignedPart } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import type { Path } from './candidates.ts';
import type { Conditions } from './conditions.ts';
import { keepsNames } from './names.ts';
import { servesPurpose } from './purpose.ts';

/** Looks at the certificate at `index` of a path; answers with what is wrong about it. Throws SIG-ALGORITHM and SIG-DAMAGED. */
type Rule = (path: Path, index: number, conditions: Conditions) => SignatureCode | undefined;

/** What path validation (RFC 5280 section 6.1) asks of each certificate, in this order. */
const rules: readonly Rule[] = [
  isSigned,
  isInForce,
  isUnderstood,
  mayIssue,
  keepsPathLength,
  keepsNames,
  servesPurpose,
];

/** The first thing that is wrong about a path's certificates, and with which; policies and revocation come after. */
export function brokenRule(
  path: Path,
  conditions: Conditions,
): Readonly<{ code: SignatureCode; faulty: Certificate }> | undefined {
  for (const rule of rules) {
    for (const [index, faulty] of path.entries()) {
      const code = ask(rule, path, index, conditions);
      if (code) return { code, faulty };
    }
  }
  return undefined;
}

/** A certificate that cannot be read to the end speaks against this path only; another one may do without it. */
function ask(rule: Rule, path: Path, index: number, conditions: Conditions): SignatureCode | undefined {
  try {
    return rule(path, index, conditions);
  } catch (error) {
    if (error instanceof PkiError) return error.code;
    throw error;
  }
}

/** 6.1.3 (a)(1) and (a)(4): named and signed by the next one. The anchor is trusted for what it is. */
function isSigned(path: Path, index: number): SignatureCode | undefined {
  const [certificate, issuer] = [path[index], path[index + 1]];
  if (!certificate || !issuer) return undefined;
  const isIssued = sameName(certificate.issuer, issuer.subject) && isCertified(certificate, issuer);
  return isIssued ? undefined : 'SIG-UNKNOWN-ISSUER';
}

/** Pairs of fingerprints of which the second certificate's key signed the first: authorities meet again with every signature. */
const certified = new Set<string>();
const MAX_REMEMBERED = 1_000;

function isCertified(certificate: Certificate, issuer: Certificate): boolean {
  const pair = `${certificate.fingerprint} ${issuer.fingerprint}`;
  if (certified.has(pair)) return true;
  if (!isSignedBy(certificate.signed, issuer)) return false;
  if (certified.size >= MAX_REMEMBERED) certified.clear();
  certified.add(pair);
  return true;
}

/** 6.1.3 (a)(2); both ends belong to the validity. Asked of the anchor, too: a root that has run out is to be replaced. */
function isInForce(path: Path, index: number, { at }: Conditions): SignatureCode | undefined {
  const certificate = path[index];
  if (!certificate) return undefined;
  if (at < certificate.notBefore) return 'SIG-NOT-YET';
  return at > certificate.notAfter ? 'SIG-EXPIRED' : undefined;
}

/** Extensions that this library applies, or that take nothing away by being passed over: alternative names, places of lists. */
const processed: ReadonlySet<string> = new Set([
  oids.subjectKeyIdentifier,
  oids.authorityKeyIdentifier,
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.basicConstraints,
  oids.certificatePolicies,
  oids.policyMappings,
  oids.policyConstraints,
  oids.inhibitAnyPolicy,
  oids.nameConstraints,
  oids.crlDistributionPoints,
  oids.freshestCrl,
  oids.subjectAltName,
  oids.issuerAltName,
]);

/** 6.1.4 (o) and 6.1.5 (f): a critical extension that is not processed refuses. */
function isUnderstood(path: Path, index: number): SignatureCode | undefined {
  const extensions = [...(path[index]?.extensions ?? [])];
  return extensions.some(([id, { critical }]) => critical && !processed.has(id)) ? 'SIG-CHAIN' : undefined;
}

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

/** Whether the certificate's key signed a certificate, list or answer; throws SIG-ALGORITHM and SIG-DAMAGED. */
export function isSignedBy(signed: SignedPart, issuer: Certificate): boolean {
  return holds(
    schemeOf(readAlgorithm(readDer(signed.algorithm))),
    publicKeyOf(issuer),
    signed.octets,
    signed.signature,
  );
}

/** The same where there may be other signers to try: what cannot be judged was not signed by this one. */
export function isSurelySignedBy(signed: SignedPart, issuer: Certificate): boolean {
  try {
    return isSignedBy(signed, issuer);
  } catch (error) {
    if (error instanceof PkiError) return false;
    throw error;
  }
}

/** A certificate without KeyUsage leaves its key free (RFC 5280 section 4.2.1.3). */
export function allows(
  certificate: Certificate,
  usage: 'digitalSignature' | 'nonRepudiation' | 'keyCertSign' | 'cRLSign',
): boolean {
  return certificate.keyUsage?.has(usage) ?? true;
}
