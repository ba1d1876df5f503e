import { createHash, sign } from 'node:crypto';
import * as der from '../../src/pki/der/write.ts';
import { context, tags } from '../../src/pki/der/tags.ts';
import { timeText } from '../../src/pki/der/time.ts';
import { oids, type Certificate, type Issuer } from '../../src/pki/index.ts';
import { subjectPublicKey } from '../../src/pki/keys.ts';
import { MOMENT } from '../support/pki.ts';

/** What may be told to be different from an honest "good" about the certificate; Buffers are DER. */
export type CraftedAnswer = Readonly<{
  certificate: Certificate;
  issuer: Certificate;
  by: Issuer;
  status?: 'good' | 'unknown' | Readonly<{ revokedAt: number; reason?: number }>;
  hash?: 'sha1' | 'sha256' | 'md5';
  serial?: bigint;
  thisUpdate?: number;
  nextUpdate?: number | null;
  producedAt?: number;
  byKey?: boolean;
  certificates?: readonly Certificate[];
  extensions?: readonly Buffer[];
  singleExtensions?: readonly Buffer[];
  version?: number;
}>;

const HOUR = 3_600_000;
const names = { sha1: oids.sha1, sha256: oids.sha256, md5: '1.2.840.113549.2.5' } as const;

const generalized = (at: number) => der.element(tags.generalizedTime, Buffer.from(timeText(at)));

/** An OCSPResponse put together by hand, really signed by the P-256 key of whoever answers. */
export function craftAnswer(parts: CraftedAnswer): Buffer {
  const { by } = parts;
  const keyDigest = createHash('sha1').update(subjectPublicKey(by.certificate.spki)).digest();
  const responder = parts.byKey
    ? der.element(context(2), der.octetString(keyDigest))
    : der.element(context(1), by.certificate.subject.raw);
  const data = der.sequence(
    ...(parts.version === undefined ? [] : [der.element(context(0), der.integer(parts.version))]),
    responder,
    generalized(parts.producedAt ?? MOMENT - HOUR),
    der.sequence(single(parts)),
    ...(parts.extensions ? [der.element(context(1), der.sequence(...parts.extensions))] : []),
  );
  const list = parts.certificates?.map(({ raw }) => raw);
  const basic = der.sequence(
    data,
    der.sequence(der.oid(oids.ecdsaWithSha256)),
    der.bitString(sign('sha256', data, by.key)),
    ...(list ? [der.element(context(0), der.sequence(...list))] : []),
  );
  return wrapped(0, der.sequence(der.oid(oids.basicOcspResponse), der.octetString(basic)));
}

/** An OCSPResponse with a status and whatever goes with it. */
export function wrapped(status: number, body?: Buffer): Buffer {
  return der.sequence(
    der.element(tags.enumerated, Buffer.from([status])),
    ...(body ? [der.element(context(0), body)] : []),
  );
}

function single({ certificate, issuer, hash = 'sha1', ...parts }: CraftedAnswer): Buffer {
  const digest = (octets: Buffer) => der.octetString(createHash(hash).update(octets).digest());
  const next = parts.nextUpdate === undefined ? MOMENT + HOUR : parts.nextUpdate;
  return der.sequence(
    der.sequence(
      der.sequence(der.oid(names[hash]), der.nothing()),
      digest(certificate.issuer.raw),
      digest(subjectPublicKey(issuer.spki)),
      der.integer(parts.serial ?? certificate.serial),
    ),
    statusOf(parts.status ?? 'good'),
    generalized(parts.thisUpdate ?? MOMENT - HOUR),
    ...(next === null ? [] : [der.element(context(0), generalized(next))]),
    ...(parts.singleExtensions ? [der.element(context(1), der.sequence(...parts.singleExtensions))] : []),
  );
}

function statusOf(status: NonNullable<CraftedAnswer['status']>): Buffer {
  if (status === 'good') return der.element(context(0, 'primitive'));
  if (status === 'unknown') return der.element(context(2, 'primitive'));
  const reason = status.reason === undefined ? [] : [der.element(tags.enumerated, Buffer.from([status.reason]))];
  return der.element(context(1), generalized(status.revokedAt), ...reason.map((code) => der.element(context(0), code)));
}
