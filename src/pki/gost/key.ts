import type { Algorithm } from '../algorithms.ts';
import { readDer } from '../der/element.ts';
import { Fields } from '../der/fields.ts';
import { readOctets, readOid } from '../der/values.ts';
import { damaged, unsupported } from '../failure.ts';
import { oids } from '../oids.ts';
import { makeCurve, type Curve, type Point } from './curve.ts';
import { curveParameters } from './parameters.ts';
import { streebog } from './streebog.ts';

/** A public key of GOST R 34.10-2012. */
export type GostKey = Readonly<{ kind: 'gost'; curve: Curve; point: Point }>;

/** The digest that belongs to keys of each length (RFC 9215 section 4.2). */
const digests: Readonly<Record<string, Readonly<{ bits: 256 | 512; digest: string }>>> = {
  [oids.gostKey256]: { bits: 256, digest: oids.streebog256 },
  [oids.gostKey512]: { bits: 512, digest: oids.streebog512 },
};

const curves = new Map<string, Curve>();

/** Whether an algorithm of a key is GOST R 34.10-2012. */
export function isGost({ id }: Algorithm): boolean {
  return id in digests;
}

/**
 * Reads a key by RFC 9215 section 4: the coordinates little-endian, x before y. Throws SIG-ALGORITHM for a parameter set that is not
 * known here, SIG-DAMAGED for what is no point of the curve.
 */
export function readGostKey(algorithm: Algorithm, subjectPublicKey: Buffer): GostKey {
  const kind = digests[algorithm.id];
  if (!kind || !algorithm.parameters) throw unsupported('a GOST key without parameters');
  const fields = new Fields(algorithm.parameters);
  const set = readOid(fields.next());
  const digest = fields.maybe(0x06);
  fields.end();
  if (digest && readOid(digest) !== kind.digest) throw unsupported('a GOST key for another digest');
  const curve = curveOf(set);
  if (curve.bits !== kind.bits) throw unsupported('a GOST key on a curve of another length');
  const octets = readOctets(readDer(subjectPublicKey));
  const half = curve.bits / 8;
  if (octets.length !== 2 * half) throw damaged('a GOST key of another length');
  const point = curve.point(littleEndian(octets.subarray(0, half)), littleEndian(octets.subarray(half)));
  return { kind: 'gost', curve, point };
}

/** Whether `signature`, s before r, both big-endian, is the key's over `data` (RFC 9215 section 3; the digest is read little-endian). */
export function holdsByGost({ curve, point }: GostKey, data: Buffer, signature: Buffer): boolean {
  const half = curve.bits / 8;
  if (signature.length !== 2 * half) return false;
  const [s, r] = [signature.subarray(0, half), signature.subarray(half)].map(bigEndian) as [bigint, bigint];
  return curve.verify(point, littleEndian(streebog(curve.bits, data)), r, s);
}

function curveOf(set: string): Curve {
  const parameters = curveParameters[set];
  if (!parameters) throw unsupported(`GOST parameters ${set}`);
  // Several names mean one curve: it is made once.
  const curve = curves.get(parameters.q) ?? makeCurve(parameters);
  curves.set(parameters.q, curve);
  return curve;
}

function bigEndian(octets: Buffer): bigint {
  return BigInt(`0x${octets.toString('hex')}`);
}

function littleEndian(octets: Buffer): bigint {
  return bigEndian(Buffer.from(octets.toReversed()));
}
