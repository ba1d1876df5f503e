import { createHash, sign } from 'node:crypto';
import * as der from '../../src/pki/der/write.ts';
import { oids } from '../../src/pki/index.ts';
import type { Identity } from '../support/pki.ts';

/** What may be told to be different from an honest signature; Buffers are DER. */
export type Crafted = Readonly<{
  content: Buffer;
  identity: Identity;
  version?: number;
  digests?: readonly Buffer[];
  contentType?: string;
  attached?: Buffer;
  certificates?: readonly Buffer[];
  signerVersion?: number;
  /** Node's name of the content's digest, SHA-256 unless told. */
  hash?: string;
  signerId?: Buffer;
  digestAlgorithm?: Buffer;
  /** Changes the honest attributes; null signs the content itself. */
  attributes?: ((honest: Attributes) => readonly Buffer[]) | null;
  signatureAlgorithm?: Buffer;
  unsigned?: readonly Buffer[];
  moreSigners?: readonly Buffer[];
}>;

export type Attributes = Readonly<{ contentType: Buffer; messageDigest: Buffer; signingCertificate: Buffer }>;

export const sha256Id = der.sequence(der.oid(oids.sha256));

export function attribute(type: string, ...values: readonly Buffer[]): Buffer {
  return der.sequence(der.oid(type), der.setOf(...values));
}

/** SigningCertificateV2 that names a certificate by SHA-256 alone. */
export function reference(certificate: Buffer): Buffer {
  return der.sequence(der.sequence(der.sequence(der.octetString(sha256(certificate)))));
}

/** A CMS signature put together by hand, really signed by the identity's P-256 key. */
export function craft(parts: Crafted): Buffer {
  const { identity } = parts;
  const certificates = parts.certificates ?? [identity.certificate, ...identity.chain].map(({ raw }) => raw);
  const attached = parts.attached ? [der.element(0xa0, der.octetString(parts.attached))] : [];
  const signedData = der.sequence(
    der.integer(parts.version ?? 1),
    der.setOf(...(parts.digests ?? [sha256Id])),
    der.sequence(der.oid(parts.contentType ?? oids.data), ...attached),
    der.element(0xa0, ...certificates),
    der.setOf(craftSigner(parts), ...(parts.moreSigners ?? [])),
  );
  return der.sequence(der.oid(oids.signedData), der.element(0xa0, signedData));
}

export function honestAttributes(content: Buffer, hash = 'sha256'): Pick<Attributes, 'contentType' | 'messageDigest'> {
  return {
    contentType: attribute(oids.contentType, der.oid(oids.data)),
    messageDigest: attribute(oids.messageDigest, der.octetString(createHash(hash).update(content).digest())),
  };
}

export function craftSigner(parts: Crafted): Buffer {
  const { identity, content } = parts;
  const honest = {
    ...honestAttributes(content, parts.hash),
    signingCertificate: attribute(oids.signingCertificateV2, reference(identity.certificate.raw)),
  };
  const attributes = parts.attributes === null ? null : (parts.attributes?.(honest) ?? Object.values(honest));
  const covered = attributes ? der.element(0x31, ...attributes) : content;
  return der.sequence(
    der.integer(parts.signerVersion ?? 1),
    parts.signerId ?? der.sequence(identity.certificate.issuer.raw, der.integer(identity.certificate.serial)),
    parts.digestAlgorithm ?? sha256Id,
    ...(attributes ? [der.element(0xa0, ...attributes)] : []),
    parts.signatureAlgorithm ?? der.sequence(der.oid(oids.ecdsaWithSha256)),
    der.octetString(sign(identity.key.asymmetricKeyType === 'ed25519' ? null : 'sha256', covered, identity.key)),
    ...(parts.unsigned ? [der.element(0xa1, ...parts.unsigned)] : []),
  );
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
