import { unsupported } from './failure.ts';

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

/**
 * Refuses an Ed25519 key whose order divides eight: signatures that hold under it for any message are easily made, and OpenSSL does not
 * look. Throws SIG-ALGORITHM.
 */
export function refuseWeakPoint(octets: Buffer): void {
  const y = Buffer.from(octets);
  const last = y.length - 1;
  if (last >= 0) y.writeUInt8(y.readUInt8(last) & 0x7f, last);
  if (WEAK.has(y.toString('hex'))) throw unsupported('an Ed25519 key of small order');
}
