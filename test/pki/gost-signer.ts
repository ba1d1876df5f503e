import { readFileSync } from 'node:fs';
import path from 'node:path';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import * as der from '../../src/pki/der/write.ts';
import { curveParameters } from '../../src/pki/gost/parameters.ts';
import { streebog } from '../../src/pki/gost/streebog.ts';
import { oids, parseTrust, readCertificates, type TrustStore } from '../../src/pki/index.ts';
import { attribute } from './crafted-cms.ts';

/** The sample Анна's private key: known to all, good for nothing but tests. */
const SECRET = 0xc945a0584f12f34c4eea90c107de1d5db904b5e7033423986cc3bc3ff9ab9412n;

/** A file of the samples. */
export const sample = (name: string) => readFileSync(path.join(import.meta.dirname, 'gost-samples', name));

const [authority, anna] = readCertificates(sample('anna.p7s')).toSorted(
  (one, other) => Number(other.basicConstraints?.ca ?? false) - Number(one.basicConstraints?.ca ?? false),
);
if (!anna || !authority) throw new Error('the samples are incomplete');

const { p, a, b, q, x, y } = curveParameters[oids.gost256B] ?? { p: '0', a: '0', b: '0', q: '0', x: '0', y: '0' };
const [P, A, B, Q, X, Y] = [p, a, b, q, x, y].map((digits) => BigInt(`0x${digits}`)) as [
  bigint,
  bigint,
  bigint,
  bigint,
  bigint,
  bigint,
];
const Point = weierstrass({ p: P, n: Q, h: 1n, a: A, b: B, Gx: X, Gy: Y });

const number = (octets: Buffer) => BigInt(`0x${octets.toString('hex')}`);
const octets = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

/** Trusts the samples' root and holds their lists. */
export function sampleTrust(): TrustStore {
  const files = ['root.crt', 'root.crl', 'sub.crl'].map((name) => ({ name, bytes: sample(name) }));
  return parseTrust(files).store;
}

/** A detached CMS signature by the sample Анна over any content, GOST R 34.10-2012 (RFC 7091 section 6.1). */
export function signByGost(content: Buffer): Buffer {
  const digestId = der.sequence(der.oid(oids.streebog256));
  const attributes = der.setOf(
    attribute(oids.contentType, der.oid(oids.data)),
    attribute(oids.messageDigest, der.octetString(streebog(256, content))),
  );
  const signer = der.sequence(
    der.integer(1),
    der.sequence(anna!.issuer.raw, der.integer(anna!.serial)),
    digestId,
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    der.sequence(der.oid(oids.gostSignature256)),
    der.octetString(signature(attributes)),
  );
  const signed = der.sequence(
    der.integer(1),
    der.setOf(digestId),
    der.sequence(der.oid(oids.data)),
    der.element(0xa0, anna!.raw, authority!.raw),
    der.setOf(signer),
  );
  return der.sequence(der.oid(oids.signedData), der.element(0xa0, signed));
}

function signature(data: Buffer): Buffer {
  const e = number(Buffer.from(streebog(256, data).toReversed())) % Q || 1n;
  // Any number will do as k where the key is public anyway.
  const k = (number(streebog(256, Buffer.concat([data, Buffer.from('k')]))) % (Q - 1n)) + 1n;
  const r = Point.BASE.multiply(k).toAffine().x % Q;
  return Buffer.concat([octets((r * SECRET + k * e) % Q), octets(r)]);
}
