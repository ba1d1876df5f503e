import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import * as der from '../../src/pki/der/write.ts';
import { curveParameters } from '../../src/pki/gost/parameters.ts';
import { streebog } from '../../src/pki/gost/streebog.ts';
import { oids } from '../../src/pki/index.ts';

/** Every parameter set on which keys are accepted, by our name and its dotted one. */
export const gostSets = Object.entries(oids).filter(([, id]) => id in curveParameters);

/** What a bare signature by GOST R 34.10-2012 is made of, to be put together honestly or otherwise. */
export function gostWorld(set: string) {
  const parameters = curveParameters[set];
  if (!parameters) throw new Error(`an unknown set ${set}`);
  const { bits } = parameters;
  const [p, a, b, q, x, y] = (['p', 'a', 'b', 'q', 'x', 'y'] as const).map((name) =>
    BigInt(`0x${parameters[name]}`),
  ) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const { BASE } = weierstrass({ p, n: q, h: BigInt(parameters.cofactor ?? 1), a, b, Gx: x, Gy: y });
  const half = bits / 8;
  const big = (value: bigint) => Buffer.from(value.toString(16).padStart(2 * half, '0'), 'hex');
  const little = (value: bigint) => Buffer.from(big(value).toReversed());
  const secret = BigInt(`0x${'5a'.repeat(half - 1)}`);
  const own = BASE.multiply(secret).toAffine();

  /** RFC 7091 section 6.1 with a digest as it is read; any k will do where the key is known to all. */
  function sign(digest: Buffer): { r: bigint; s: bigint } {
    const e = BigInt(`0x${digest.toString('hex')}`) % q || 1n;
    const k = BigInt(`0x${'3c'.repeat(half - 1)}`);
    const r = BASE.multiply(k).toAffine().x % q;
    return { r, s: (r * secret + k * e) % q };
  }

  /** SubjectPublicKeyInfo of RFC 9215 section 4, every part of which may be another. */
  function key({
    algorithm = bits === 256 ? oids.gostKey256 : oids.gostKey512,
    named = [der.oid(set)],
    point = Buffer.concat([little(own.x), little(own.y)]),
  }: { algorithm?: string; named?: readonly Buffer[]; point?: Buffer } = {}): Buffer {
    return der.sequence(
      der.sequence(der.oid(algorithm), der.sequence(...named)),
      der.bitString(der.octetString(point)),
    );
  }

  return {
    bits,
    algorithm: `gost2012-${bits}`,
    p,
    q,
    own,
    big,
    little,
    key,
    sign,
    /** The digest as the standard reads it: little-endian. */
    digest: (message: Buffer, length: 256 | 512 = bits) => Buffer.from(streebog(length, message).toReversed()),
  };
}
