import { hashOf, schemeOf } from '../algorithms.ts';
import { digest } from '../digests.ts';
import { PkiError } from '../failure.ts';
import { holds } from '../holds.ts';
import { publicKeyOf } from '../keys.ts';
import type { Conditions } from '../path/conditions.ts';
import { judgePath, type TrustStore } from '../path/judge.ts';
import type { PolicyInputs } from '../path/policies.ts';
import { unarmour } from '../pem.ts';
import { passed, refused, type Verdict } from '../verdict.ts';
import type { Certificate } from '../x509/certificate.ts';
import { oids } from '../oids.ts';
import {
  certificateReferencesOf,
  contentTypeOf,
  isAttributes,
  messageDigestOf,
  signingTimeOf,
  type CertificateReference,
} from './attributes.ts';
import { parseSignedData, type SignedData, type SignerInfo } from './signed-data.ts';

/**
 * Judges a CMS signature (RFC 5652; DER, BER, or PEM and base64 around them) over `content` by ETSI EN 319 102-1 section 5.3,
 * as of `at`: the moment, UTC milliseconds, at which the signature is known to exist by our own clock.
 * Detached or attached alike; what is attached must be `content`. Every signer must hold. Lists of revoked certificates are taken
 * from `trust` alone, never from the signature. Pure, and never throws: hostile bytes are SIG-DAMAGED.
 */
export function verifySignature({
  signature,
  content,
  trust,
  at,
}: {
  signature: Buffer;
  content: Buffer;
  trust: TrustStore;
  at: number;
}): Verdict {
  return guarded(() => {
    const signed = parseSignedData(unarmour(signature, ['CMS', 'PKCS7']));
    const verdicts = signed.signers.map((signer) => judgeSigner(signer, signed, content, trust, at));
    const decisive = verdicts.find(({ outcome }) => outcome !== 'TOTAL-PASSED') ?? verdicts[0];
    // Certificates without a signer are a bundle, not a signature.
    if (!decisive) return refused('SIG-DAMAGED');
    return { ...decisive, signers: verdicts.flatMap(({ signer }) => signer ?? []) };
  });
}

/**
 * Judges a certificate for signing documents as of `at`, as `verifySignature` judges the signer's; `policies` are the certificate policies
 * that are asked for, any unless said otherwise. Never throws.
 */
export function verifyCertificate({
  certificate,
  trust,
  at,
  policies = {},
}: {
  certificate: Certificate;
  trust: TrustStore;
  at: number;
  policies?: PolicyInputs;
}): Verdict {
  return guarded(() => judgeCertificate(certificate, [], trust, { at, now: at, purpose: 'documents', policies }));
}

/** The order of EN 319 102-1: find the certificate (5.2.3), the cryptography (5.2.7), the certificate's standing (5.2.6). */
function judgeSigner(signer: SignerInfo, signed: SignedData, content: Buffer, trust: TrustStore, at: number): Verdict {
  const certificate = signed.certificates.find((candidate) => isNamed(candidate, signer));
  if (!certificate) return refused('SIG-NOT-FOUND');
  return guarded(
    () => {
      const claimedTime = signer.signedAttributes && signingTimeOf(signer.signedAttributes);
      const claim = claimedTime === undefined ? {} : { claimedTime };
      const code = cryptographicFault(signer, certificate, signed, content);
      if (code) return refused(code, { signer: certificate, ...claim });
      const conditions = { at, now: at, purpose: 'documents', policies: {} } as const;
      return { ...judgeCertificate(certificate, signed.certificates, trust, conditions), ...claim };
    },
    { signer: certificate },
  );
}

function judgeCertificate(
  certificate: Certificate,
  others: readonly Certificate[],
  trust: TrustStore,
  conditions: Conditions,
): Verdict {
  const { code, chain, faulty, policies } = judgePath(certificate, others, trust, conditions);
  if (code === null) return passed({ signer: certificate, chain, ...(policies && { policies }) });
  return refused(code, { signer: certificate, chain, ...(faulty && { faulty }) });
}

/** RFC 5652 sections 5.4 to 5.6. */
function cryptographicFault(signer: SignerInfo, certificate: Certificate, signed: SignedData, content: Buffer) {
  const hash = hashOf(signer.digestAlgorithm);
  const scheme = schemeOf(signer.signatureAlgorithm, hash);
  const attributes = signer.signedAttributes;
  if (scheme.hash !== hash) return 'SIG-ALGORITHM';
  if (!signed.digestAlgorithms.some((algorithm) => hashOf(algorithm) === hash)) return 'SIG-DAMAGED';
  if (signed.content && !signed.content.equals(content)) return 'SIG-DIGEST';
  if (attributes) {
    if (contentTypeOf(attributes) !== signed.contentType) return 'SIG-DAMAGED';
    if (!messageDigestOf(attributes).equals(digest(hash, content))) return 'SIG-DIGEST';
  } else if (signed.contentType !== oids.data || isAttributes(content)) {
    // Section 5.3: any other type of content needs signed attributes. And the attributes of one signature, passed off as a
    // document signed without any, would seem signed as well.
    return 'SIG-DAMAGED';
  }
  if (!holds(scheme, publicKeyOf(certificate), attributes?.octets ?? content, signer.signature)) return 'SIG-INVALID';
  const references = attributes ? certificateReferencesOf(attributes) : [];
  return references.every((reference) => isMeant(certificate, reference)) ? null : 'SIG-NOT-FOUND';
}

function isNamed({ issuer, serial, subjectKeyId }: Certificate, { id }: SignerInfo): boolean {
  return 'keyId' in id ? subjectKeyId === id.keyId : serial === id.serial && issuer.raw.equals(id.issuer);
}

/** RFC 5035 section 3: the signer says which certificate it is, so that none with the same key can take its place. */
function isMeant(certificate: Certificate, { hash, digest: expected, issuer, serial }: CertificateReference): boolean {
  if (!digest(hash, certificate.raw).equals(expected)) return false;
  return (!issuer || issuer.equals(certificate.issuer.raw)) && (serial === undefined || serial === certificate.serial);
}

/** Turns what foreign bytes make throw into a verdict: whatever it is, the signature has not passed. */
function guarded(judge: () => Verdict, details: { signer?: Certificate } = {}): Verdict {
  try {
    return judge();
  } catch (error) {
    return refused(error instanceof PkiError ? error.code : 'SIG-DAMAGED', details);
  }
}
