import { damaged, unsupported } from './failure.ts';

/** The y coordinates of the eight points of small order, with 0 and 1 also as p and p + 1: little-endian, without the sign of x. */
const WEAK: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** p = 2²⁵⁵ − 19, little-endian: RFC 8032 section 5.1.3 decodes no coordinate from it on. */
const PRIME = Buffer.from(`ed${'ff'.repeat(30)}7f`, 'hex');

/**
 * Refuses an Ed25519 key that OpenSSL takes and RFC 8032 does not: one whose order divides eight, under which signatures that hold for any
 * message are easily made, and one whose y is not reduced, a second name of another key. Throws SIG-ALGORITHM and SIG-DAMAGED.
 */
export function refuseWeakPoint(octets: Buffer): void {
  if (octets.length !== PRIME.length) throw damaged('an Ed25519 key of another length');
  const y = Buffer.from(octets);
  const last = y.length - 1;
  y.writeUInt8(y.readUInt8(last) & 0x7f, last);
  if (WEAK.has(y.toString('hex'))) throw unsupported('an Ed25519 key of small order');
  if (Buffer.compare(y.toReversed(), PRIME.toReversed()) >= 0) throw damaged('an Ed25519 key that is not reduced');
}

/** Refuses a point that is written both ways at once, which RFC 5480 section 2.2 forbids and OpenSSL reads. Throws SIG-DAMAGED. */
export function refuseHybridPoint(octets: Buffer): void {
  if (octets[0] === 0x06 || octets[0] === 0x07) throw damaged('a point in the hybrid form');
}
