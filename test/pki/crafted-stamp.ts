import * as der from '../../src/pki/der/write.ts';
import { tags } from '../../src/pki/der/tags.ts';
import { digest } from '../../src/pki/digests.ts';
import { oids, type CertificateRequest } from '../../src/pki/index.ts';
import { issue, keyPair, MOMENT, testPki, type Identity } from '../support/pki.ts';
import { attribute, craft, sha256Id, type Crafted } from './crafted-cms.ts';

const world = await testPki();

const PURPOSE = {
  id: oids.extendedKeyUsage,
  critical: true,
  value: der.sequence(der.oid(oids.timeStamping)),
} as const;

/** A time stamp authority, right but for what is told. */
export async function stamper(special: Partial<CertificateRequest> = {}): Promise<Identity> {
  const { publicKey, privateKey } = await keyPair('stamper', 'p256');
  const subject = { commonName: 'Учебная служба времени' };
  const certificate = issue(MOMENT, {
    subject,
    issuer: world.authority,
    publicKey,
    keyUsage: ['digitalSignature'],
    extensions: [PURPOSE],
    ...special,
  });
  return { certificate, key: privateKey, chain: [world.authority.certificate] };
}

/** What may be told to be different in TSTInfo; Buffers are DER. */
export type Told = Readonly<{
  at?: number;
  time?: string;
  imprint?: Buffer;
  hash?: Buffer;
  tail?: readonly Buffer[];
  version?: number;
}>;

const generalized = (text: string) => der.element(tags.generalizedTime, Buffer.from(text));
/** GeneralizedTime to the second. */
export const written = (at: number) => `${new Date(at).toISOString().slice(0, 19).replace(/\D/g, '')}Z`;

/** A token over `data`, put together by hand. */
export function token(data: Buffer, by: Identity, told: Told = {}, parts: Partial<Crafted> = {}): Buffer {
  const info = der.sequence(
    der.integer(told.version ?? 1),
    der.oid('1.2.643.100.113.1'),
    der.sequence(told.hash ?? sha256Id, der.octetString(told.imprint ?? digest('sha256', data))),
    der.integer(77),
    generalized(told.time ?? written(told.at ?? MOMENT)),
    ...(told.tail ?? []),
  );
  return craft({
    content: info,
    attached: info,
    identity: by,
    contentType: oids.timeStampInfo,
    version: 3,
    attributes: ({ messageDigest, signingCertificate }) => [
      attribute(oids.contentType, der.oid(oids.timeStampInfo)),
      messageDigest,
      signingCertificate,
    ],
    ...parts,
  });
}
