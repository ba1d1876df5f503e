import { createHash } from 'node:crypto';
import { digest, type Hash } from '../digests.ts';
import { subjectPublicKey } from '../keys.ts';
import { oids } from '../oids.ts';
import { allows, isSurelySignedBy } from '../path/rules.ts';
import type { Certificate } from '../x509/certificate.ts';
import { sameName } from '../x509/name.ts';
import type { CertificateId, OcspAnswer, SingleAnswer } from './response.ts';

/** What is said, and the certificate of who says it: the issuer's own, or one that it issued for answering. */
export type Judged = Readonly<{ status: SingleAnswer['status']; responder: Certificate }>;

/** Without nextUpdate there is always something newer to be had; so old an answer still does. */
const FRESH = 24 * 3_600_000;

/**
 * What an answer says of `certificate`, as far as it is about it and may be relied on at `at`, UTC milliseconds (RFC 6960 sections 3.2 and 4.2.2);
 * undefined otherwise. The issuer is taken for trusted; whoever answers is it, or was named by it for just that.
 * Throws SIG-DAMAGED.
 */
export function judgeAnswer(
  answer: OcspAnswer,
  certificate: Certificate,
  issuer: Certificate,
  at: number,
): Judged | undefined {
  if (!answer.understood || answer.producedAt > at || !sameName(certificate.issuer, issuer.subject)) return undefined;
  const about = answer.answers.filter((single) => isAbout(single.id, certificate, issuer) && isCurrent(single, at));
  const [first] = about;
  const responder = first && responderOf(answer, issuer, at);
  if (!first || !responder) return undefined;
  const worst =
    about.find(({ status }) => typeof status === 'object') ?? about.find(({ status }) => status === 'unknown');
  return { status: (worst ?? first).status, responder };
}

/** SHA-1 names a certificate here and signs nothing. */
const hashes: Readonly<Record<string, Hash | 'sha1'>> = {
  [oids.sha1]: 'sha1',
  [oids.sha256]: 'sha256',
  [oids.sha384]: 'sha384',
  [oids.sha512]: 'sha512',
  [oids.streebog256]: 'streebog256',
  [oids.streebog512]: 'streebog512',
};

function isAbout(id: CertificateId, certificate: Certificate, issuer: Certificate): boolean {
  const hash = hashes[id.hash];
  if (!hash || id.serial !== certificate.serial) return false;
  return (
    id.nameDigest.equals(digest(hash, certificate.issuer.raw)) &&
    id.keyDigest.equals(digest(hash, subjectPublicKey(issuer.spki)))
  );
}

function isCurrent({ thisUpdate, nextUpdate = thisUpdate + FRESH }: SingleAnswer, at: number): boolean {
  return thisUpdate <= at && at <= nextUpdate;
}

/** Section 4.2.2.2: who signed it, the issuer itself or a key that the issuer certified for answering. */
function responderOf(answer: OcspAnswer, issuer: Certificate, at: number): Certificate | undefined {
  const delegates = answer.certificates.filter((candidate) => isDelegate(candidate, issuer, at));
  return [issuer, ...delegates].find(
    (candidate) =>
      isInForce(candidate, at) && isResponder(answer, candidate) && isSurelySignedBy(answer.signed, candidate),
  );
}

function isDelegate(candidate: Certificate, issuer: Certificate, at: number): boolean {
  if (!candidate.purposes?.includes(oids.ocspSigning) || !allows(candidate, 'digitalSignature')) return false;
  if (!isInForce(candidate, at) || !isUnderstood(candidate) || !sameName(candidate.issuer, issuer.subject))
    return false;
  return isSurelySignedBy(candidate.signed, issuer);
}

function isResponder({ responder }: OcspAnswer, { subject, spki }: Certificate): boolean {
  if ('name' in responder) return responder.name === subject.canonical;
  return responder.keyDigest === createHash('sha1').update(subjectPublicKey(spki)).digest('hex');
}

function isInForce({ notBefore, notAfter }: Certificate, at: number): boolean {
  return notBefore <= at && at <= notAfter;
}

const processed: ReadonlySet<string> = new Set([
  oids.keyUsage,
  oids.extendedKeyUsage,
  oids.basicConstraints,
  oids.certificatePolicies,
  oids.subjectAltName,
  oids.ocspNoCheck,
]);

function isUnderstood({ extensions }: Certificate): boolean {
  return [...extensions].every(([id, { critical }]) => !critical || processed.has(id));
}
