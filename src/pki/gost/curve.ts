import { weierstrass, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { damaged } from '../failure.ts';
import type { CurveParameters } from './parameters.ts';

/** A curve that is ready to compute on. */
export type Curve = Readonly<{
  bits: 256 | 512;
  /** The point with these coordinates; throws SIG-DAMAGED when it is not one of the subgroup. */
  point: (x: bigint, y: bigint) => Point;
  /** Steps 3 to 7 of verification by GOST R 34.10-2012 (RFC 7091 section 6.2): `e` is the digest as a number. */
  verify: (key: Point, e: bigint, r: bigint, s: bigint) => boolean;
}>;

export type Point = WeierstrassPoint<bigint>;

/** Makes a curve of its parameters; costs a few milliseconds, so keep it. */
export function makeCurve({ bits, cofactor = 1, ...numbers }: CurveParameters): Curve {
  const [p, a, b, q, x, y] = [numbers.p, numbers.a, numbers.b, numbers.q, numbers.x, numbers.y].map((hex) =>
    BigInt(`0x${hex}`),
  ) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const Point = weierstrass({ p, n: q, h: BigInt(cofactor), a, b, Gx: x, Gy: y });
  const scalars = Point.Fn;
  return {
    bits,
    point(x, y) {
      try {
        const point = Point.fromAffine({ x, y });
        point.assertValidity();
        return point;
      } catch {
        throw damaged('a public key that is not a point of its curve');
      }
    },
    verify(key, e, r, s) {
      if (r <= 0n || r >= q || s <= 0n || s >= q) return false;
      const inverse = scalars.inv(scalars.create(e) || 1n);
      const [first, second] = [scalars.mul(s, inverse), scalars.neg(scalars.mul(r, inverse))];
      const sum = Point.BASE.mulAddUnsafe(first, key, second);
      return !sum.is0() && scalars.create(sum.toAffine().x) === r;
    },
  };
}
