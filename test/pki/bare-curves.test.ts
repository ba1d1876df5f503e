import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { holdsBare, oids, PkiError } from '../../src/pki/index.ts';
import { subjectPublicKey } from '../../src/pki/keys.ts';
import { refuseWeakPoint } from '../../src/pki/weak-points.ts';

const message = Buffer.from('Прошу выдать архивную справку');
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const number = (octets: Buffer) => BigInt(`0x${octets.toString('hex')}`);

/** An INTEGER with exactly these octets, minimal or not. */
const integer = (hex: string) => der.element(0x02, Buffer.from(hex, 'hex'));

const curves = [
  ['P-256', oids.p256, 'sha256', 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
  [
    'P-384',
    oids.p384,
    'sha384',
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ],
  [
    'P-521',
    oids.p521,
    'sha512',
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  ],
] as const;

describe.each(curves)('ECDSA on %s', (namedCurve, curve, hash, n) => {
  const pair = generateKeyPairSync('ec', { namedCurve });
  const key = spki(pair.publicKey);
  const point = subjectPublicKey(key);
  const half = (point.length - 1) / 2;
  const holds = (signature: Buffer, under: Buffer = key) =>
    holdsBare({ algorithm: 'ecdsa', hash, key: under, message, signature });

  const flat = sign(hash, message, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
  const [r, s] = [number(flat.subarray(0, half)), number(flat.subarray(half))];
  const pack = (first: bigint, second: bigint) => der.sequence(der.integer(first), der.integer(second));
  const signature = pack(r, s);

  test('holds in DER, and as its mirror, which is as good', () => {
    expect(holds(signature)).toBe(true);
    expect(holds(pack(r, n - s))).toBe(true);
  });

  test('does not hold with numbers out of range, or with others', () => {
    const numbers: readonly (readonly [bigint, bigint])[] = [
      [0n, 0n],
      [0n, s],
      [r, 0n],
      [n, s],
      [r, n],
      [n, n],
      [r + n, s],
      [r, s + n],
      [r - n, s],
      [r, s - n],
      [-r, s],
      [r, -s],
      [n - r, s],
      [s, r],
      [1n, 1n],
      [0n, 1n],
      [1n, 0n],
      [n - 1n, n - 1n],
      [r, s + (1n << 600n)],
    ];
    for (const [first, second] of numbers)
      expect([first, second, holds(pack(first, second))]).toEqual([first, second, false]);
  });

  test('does not hold in any other form', () => {
    const [first, second] = [der.integer(r), der.integer(s)];
    const body = Buffer.concat([first, second]);
    const padded = (element: Buffer) => integer(`00${element.subarray(2).toString('hex')}`);
    const forms: readonly Buffer[] = [
      flat,
      Buffer.concat([signature, Buffer.from([0])]),
      Buffer.concat([signature, Buffer.from([5, 0])]),
      der.sequence(first, second, der.nothing()),
      der.sequence(first, second, der.integer(0)),
      der.sequence(first),
      der.sequence(),
      der.sequence(der.sequence(first, second)),
      der.setOf(first, second),
      der.sequence(padded(first), second),
      der.sequence(first, padded(second)),
      der.sequence(der.element(0x0a, first.subarray(2)), second),
      der.sequence(der.element(0x04, first.subarray(2)), second),
      Buffer.concat([Buffer.from([0x30, 0x82, 0, body.length]), body]),
      Buffer.concat([Buffer.from([0x30, 0x80]), body, Buffer.from([0, 0])]),
      der.sequence(Buffer.concat([Buffer.from([2, 0x81, first.length - 2]), first.subarray(2)]), second),
      Buffer.concat([Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff]), body]),
      signature.subarray(0, -1),
      signature.subarray(1),
      Buffer.alloc(0),
      Buffer.alloc(2 * half),
    ];
    expect(forms.map((form) => holds(form))).toEqual(forms.map(() => false));
  });

  test('does not hold over another digest', () => {
    for (const other of ['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3-256', 'SHA-512/256'])
      if (other !== hash) expect(holdsBare({ algorithm: 'ecdsa', hash: other, key, message, signature })).toBe(false);
  });

  test('does not hold under a key elsewhere', () => {
    const keyOf = (octets: Buffer, named = der.oid(curve)) =>
      der.sequence(der.sequence(der.oid(oids.ecPublicKey), named), der.bitString(octets));
    expect(keyOf(point).equals(key)).toBe(true);
    const [x, y] = [point.subarray(1, 1 + half), point.subarray(1 + half)];
    const compressed = Buffer.concat([Buffer.from([2 + ((y.at(-1) ?? 0) & 1)]), x]);
    // What names the same point in another lawful way is the same key.
    expect(holds(signature, keyOf(compressed))).toBe(true);
    const odd = Buffer.from(y);
    odd.writeUInt8(odd.readUInt8(half - 1) ^ 1, half - 1);
    const hybrid = Buffer.concat([Buffer.from([6 + ((y.at(-1) ?? 0) & 1)]), x, y]);
    const [other] = curves.filter(([name]) => name !== namedCurve);
    const strangers: readonly Buffer[] = [
      keyOf(Buffer.concat([Buffer.from([4]), x, odd])),
      keyOf(Buffer.concat([Buffer.from([4]), y, x])),
      keyOf(Buffer.concat([Buffer.from([4]), Buffer.alloc(2 * half)])),
      keyOf(Buffer.from([0])),
      keyOf(hybrid),
      keyOf(point.subarray(0, -1)),
      keyOf(Buffer.concat([point, Buffer.alloc(1)])),
      keyOf(point, other ? der.oid(other[1]) : der.nothing()),
      keyOf(point, der.nothing()),
      spki(generateKeyPairSync('ec', { namedCurve }).publicKey),
      spki(generateKeyPairSync('ed25519').publicKey),
      // Numbers of its own in place of the curve's name (CVE-2020-0601): the attacker's generator.
      Buffer.from(
        generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' }).publicKey.export({
          type: 'spki',
          format: 'der',
        }),
      ),
    ];
    expect(strangers.map((one) => holds(signature, one))).toEqual(strangers.map(() => false));
    const own = generateKeyPairSync('ec', { namedCurve, paramEncoding: 'explicit' });
    expect(holds(sign(hash, message, own.privateKey), spki(own.publicKey))).toBe(false);
  });
});

describe('Ed25519', () => {
  const pair = generateKeyPairSync('ed25519');
  const key = spki(pair.publicKey);
  const signature = sign(null, message, pair.privateKey);
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const little = (value: bigint) => Buffer.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toReversed());
  const R = signature.subarray(0, 32);
  const S = number(Buffer.from(signature.subarray(32).toReversed()));
  const keyOf = (octets: Buffer) => der.sequence(der.sequence(der.oid(oids.ed25519)), der.bitString(octets));
  const holds = (one: Buffer, under: Buffer = key, over: Buffer = message) =>
    holdsBare({ algorithm: 'ed25519', key: under, message: over, signature: one });

  test('holds, and not with a second number that means the same (RFC 8032 section 5.1.7)', () => {
    expect(holds(signature)).toBe(true);
    expect(keyOf(subjectPublicKey(key)).equals(key)).toBe(true);
    for (let times = 1n; S + times * L < 1n << 256n; times += 1n)
      expect(holds(Buffer.concat([R, little(S + times * L)]))).toBe(false);
    for (const other of [0n, 1n, L, L - S, L - 1n]) expect(holds(Buffer.concat([R, little(other)]))).toBe(false);
    expect(holds(Buffer.concat([Buffer.alloc(32), little(S)]))).toBe(false);
    expect(holds(Buffer.concat([little(S), R]))).toBe(false);
    expect(holds(Buffer.concat([signature, Buffer.alloc(1)]))).toBe(false);
    expect(holds(signature.subarray(0, 63))).toBe(false);
  });

  test('does not hold over the digest, nor in the kinds with a context', () => {
    const hashed = createHash('sha512').update(message).digest();
    expect(holds(signature, key, hashed)).toBe(false);
  });

  test('holds under no key that is not reduced, whatever OpenSSL decodes it to', () => {
    const p = 2n ** 255n - 19n;
    for (let extra = 0n; extra < 19n; extra += 1n) {
      for (const high of [0n, 1n << 255n]) {
        const octets = little((p + extra) | high);
        expect(() => refuseWeakPoint(octets)).toThrow(PkiError);
        expect(holds(signature, keyOf(octets))).toBe(false);
      }
    }
    for (const octets of [Buffer.alloc(0), Buffer.alloc(31, 9), Buffer.alloc(33, 9)])
      expect(holds(signature, keyOf(octets))).toBe(false);
  });
});
