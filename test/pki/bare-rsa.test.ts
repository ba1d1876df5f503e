import { constants, createHash, generateKeyPairSync, privateEncrypt, sign, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { holds as holdsOf } from '../../src/pki/holds.ts';
import { holdsBare, oids } from '../../src/pki/index.ts';
import { importKey } from '../../src/pki/keys.ts';

const message = Buffer.from('Прошу выдать архивную справку');
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });
const number = (octets: Buffer) => BigInt(`0x${octets.toString('hex')}`);
const octetsOf = (value: bigint, length: number) => Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex');
const modulusOf = (key: KeyObject) => number(Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url'));

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = spki(pair.publicKey);
const n = modulusOf(pair.publicKey);
const LENGTH = 256;

/** Signs whatever stands in the block, as only the owner of the key can. */
const encrypt = (block: Buffer) => privateEncrypt({ key: pair.privateKey, padding: constants.RSA_NO_PADDING }, block);

const digest = createHash('sha256').update(message).digest();
const sha256 = der.oid(oids.sha256);
const nothing = der.nothing();
const info = (algorithm: Buffer, value = der.octetString(digest)) => der.sequence(algorithm, value);
const honest = info(der.sequence(sha256, nothing));

describe('RSA by PKCS#1 v1.5', () => {
  const holds = (signature: Buffer, under: Buffer = key) =>
    holdsBare({ algorithm: 'rsa-pkcs1', hash: 'SHA-256', key: under, message, signature });

  /** 00 01 FF … FF 00 and the rest, as long as the key (RFC 8017 section 9.2). */
  function block(rest: Buffer, { head = [0, 1], fill = 0xff, behind = 0 } = {}): Buffer {
    const padding = Buffer.alloc(LENGTH - rest.length - 3 - behind, fill);
    return Buffer.concat([Buffer.from(head), padding, Buffer.from([0]), rest, Buffer.alloc(behind, 0xaa)]);
  }

  test('holds when the block is exactly what it has to be', () => {
    expect(holds(encrypt(block(honest)))).toBe(true);
    expect(encrypt(block(honest)).equals(sign('sha256', message, pair.privateKey))).toBe(true);
  });

  /** The same element with a length of more octets than it needs. */
  const long = (element: Buffer) => Buffer.concat([element.subarray(0, 1), Buffer.from([0x81]), element.subarray(1)]);

  test.each<[string, Buffer]>([
    ['without NULL', block(info(der.sequence(sha256)))],
    ['with a NULL of something', block(info(der.sequence(sha256, Buffer.from([5, 1, 0]))))],
    ['with freight beside NULL', block(info(der.sequence(sha256, nothing, der.integer(1))))],
    [
      'with freight beside the digest',
      block(der.sequence(der.sequence(sha256, nothing), der.octetString(digest), nothing)),
    ],
    ['with freight behind the structure', block(honest, { behind: 60 })],
    ['with nearly nothing but freight', block(honest, { behind: LENGTH - honest.length - 11 })],
    ['with a long-winded length outside', block(long(honest))],
    ['with a long-winded length inside', block(info(long(der.sequence(sha256, nothing))))],
    ['with a long-winded digest', block(info(der.sequence(sha256, nothing), long(der.octetString(digest))))],
    ['with the digest in a bit string', block(info(der.sequence(sha256, nothing), der.bitString(digest)))],
    ['with the digest and nothing around it', block(digest)],
    ['with half the digest', block(info(der.sequence(sha256, nothing), der.octetString(digest.subarray(0, 16))))],
    ['with another name of digest', block(info(der.sequence(der.oid(oids.sha512), nothing)))],
    [
      'with a name that is longer by nothing',
      block(info(der.sequence(der.element(6, sha256.subarray(2), Buffer.alloc(1)), nothing))),
    ],
    ['of the type for encryption', block(honest, { head: [0, 2] })],
    ['of the type without padding', block(honest, { head: [0, 0], fill: 0 })],
    ['padded with something else', block(honest, { fill: 0xfe })],
    ['of zeros', Buffer.alloc(LENGTH)],
  ])('does not hold %s', (name, wrong) => {
    expect([name, wrong.length]).toEqual([name, LENGTH]);
    expect(holds(encrypt(wrong))).toBe(false);
  });

  test('does not hold as any other number', () => {
    const value = number(encrypt(block(honest)));
    const signature = octetsOf(value, LENGTH);
    const twins: readonly Buffer[] = [
      octetsOf(n - value, LENGTH),
      octetsOf(value + n, LENGTH + 1),
      Buffer.concat([Buffer.alloc(1), signature]),
      Buffer.concat([signature, Buffer.alloc(1)]),
      signature.subarray(1),
      ...[0n, 1n, n - 1n, n, n + 1n].map((other) => octetsOf(other, LENGTH)),
    ];
    expect(twins.map((twin) => holds(twin))).toEqual(twins.map(() => false));
  });

  test('does not hold by a cube root under the exponent three (Bleichenbacher 2006)', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 });
    const own = spki(publicKey);
    expect(holds(sign('sha256', message, privateKey), own)).toBe(true);
    const head = Buffer.concat([Buffer.from([0, 1]), Buffer.alloc(8, 0xff), Buffer.from([0]), honest]);
    const wanted = number(Buffer.concat([head, Buffer.alloc(LENGTH - head.length, 0xff)]));
    const root = cubeRoot(wanted);
    // The cube does begin as it should: only what stands behind gives it away.
    expect(
      octetsOf(root ** 3n, LENGTH)
        .subarray(0, head.length)
        .equals(head),
    ).toBe(true);
    expect(holds(octetsOf(root, LENGTH), own)).toBe(false);
  });

  test('does not hold under the same key in a form of its own, which OpenSSL reads', () => {
    const signature = encrypt(block(honest));
    const number = (value: bigint, spare = '') =>
      der.element(2, Buffer.from(spare, 'hex'), der.integer(value).subarray(-byteLength(value)));
    const numbers = [der.integer(n), der.integer(65_537)];
    const keyOf = (octets: Buffer, ...parameters: Buffer[]) =>
      der.sequence(der.sequence(der.oid(oids.rsaEncryption), ...parameters), der.bitString(octets));
    expect(keyOf(der.sequence(...numbers), nothing).equals(key)).toBe(true);
    expect(holds(signature, keyOf(der.sequence(...numbers)))).toBe(true);
    for (const twin of [
      keyOf(Buffer.concat([der.sequence(...numbers), Buffer.alloc(1)]), nothing),
      keyOf(der.sequence(...numbers, nothing), nothing),
      keyOf(der.sequence(number(n), der.integer(65_537)), nothing),
      keyOf(der.sequence(number(n, '0000'), der.integer(65_537)), nothing),
      keyOf(der.sequence(der.integer(n), number(65_537n, '00')), nothing),
      keyOf(der.sequence(...numbers), der.sequence()),
    ]) {
      expect(holds(signature, twin)).toBe(false);
      expect(() => importKey(twin)).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
    }
  });

  test('does not hold under a key of another kind, or one whose exponent signs nothing', () => {
    const signature = encrypt(block(honest));
    const withExponent = (exponent: bigint, modulus = n) =>
      der.sequence(
        der.sequence(der.oid(oids.rsaEncryption), nothing),
        der.bitString(der.sequence(der.integer(modulus), der.integer(exponent))),
      );
    expect(holds(signature, withExponent(65_537n))).toBe(true);
    for (const exponent of [0n, 1n, 2n, 65_536n, 3n]) expect(holds(signature, withExponent(exponent))).toBe(false);
    for (const modulus of [0n, 1n, n - 1n]) expect(holds(signature, withExponent(65_537n, modulus))).toBe(false);
    expect(holds(signature, spki(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey))).toBe(false);
    expect(holds(signature, Buffer.concat([key, Buffer.alloc(1)]))).toBe(false);
  });
});

/** Octets of the number itself, without one for its sign. */
const byteLength = (value: bigint) => Math.ceil(value.toString(16).length / 2);

function cubeRoot(value: bigint): bigint {
  let [low, high] = [0n, 1n << BigInt(Math.ceil(value.toString(2).length / 3) + 1)];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** 3n <= value) low = middle;
    else high = middle;
  }
  return low;
}

describe('RSA by PSS', () => {
  const options = { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
  const holds = (signature: Buffer, saltLength?: number) =>
    holdsBare({
      algorithm: 'rsa-pss',
      hash: 'sha256',
      ...(saltLength !== undefined && { saltLength }),
      key,
      message,
      signature,
    });

  test.each([0, 20, 32, 222])('with a salt of %i holds for this length alone', (saltLength) => {
    const signature = sign('sha256', message, { ...options, saltLength });
    expect(holds(signature, saltLength)).toBe(true);
    // Told nothing, the salt is as long as the digest.
    expect(holds(signature)).toBe(saltLength === 32);
    for (const other of [0, 20, 32, 33, 222, 223, 1e9].filter((length) => length !== saltLength))
      expect(holds(signature, other)).toBe(false);
    // These numbers would mean to OpenSSL: find out.
    for (const other of [-1, -2, -3, saltLength + 0.5, NaN, Infinity]) expect(holds(signature, other)).toBe(false);
  });

  /** EMSA-PSS-ENCODE (RFC 8017 section 9.1.1), with parts that may be others. */
  function block({ trailer = 0xbc, padding = 0, separator = 1, first = 0, mask = 'sha256' } = {}): Buffer {
    const salt = Buffer.alloc(32, 7);
    const hash = createHash('sha256').update(Buffer.alloc(8)).update(digest).update(salt).digest();
    const data = Buffer.concat([Buffer.alloc(LENGTH - 32 - 32 - 2, padding), Buffer.from([separator]), salt]);
    const stream = generateMask(mask, hash, data.length);
    const masked = data.map((octet, at) => octet ^ stream.readUInt8(at));
    const whole = Buffer.concat([masked, hash, Buffer.from([trailer])]);
    whole.writeUInt8((whole.readUInt8(0) & 0x7f) | first, 0);
    return whole;
  }

  function generateMask(hash: string, seed: Buffer, length: number): Buffer {
    const parts = Array.from({ length: 16 }, (_, count) =>
      createHash(hash)
        .update(seed)
        .update(Buffer.from([0, 0, 0, count]))
        .digest(),
    );
    return Buffer.concat(parts).subarray(0, length);
  }

  test('does not hold without the zeros that it begins with: it is as long as the key (RFC 8017, 8.1.2)', () => {
    const scheme = { kind: 'rsa-pss', hash: 'sha256', saltLength: 32 } as const;
    let signature = Buffer.from([1]);
    while (signature[0] !== 0) signature = sign('sha256', message, { ...options, saltLength: 32 });
    const both = (given: Buffer) => [holds(given), holdsOf(scheme, pair.publicKey, message, given)];
    expect(both(signature)).toEqual([true, true]);
    expect(both(signature.subarray(1))).toEqual([false, false]);
    expect(both(Buffer.concat([Buffer.alloc(1), signature]))).toEqual([false, false]);
  });

  test('holds when the block is exactly what it has to be', () => {
    expect(holds(encrypt(block()), 32)).toBe(true);
    const wrong = [
      block({ trailer: 0xcc }),
      block({ padding: 1 }),
      block({ separator: 2 }),
      block({ separator: 0 }),
      block({ mask: 'sha1' }),
      block({ mask: 'sha512' }),
    ];
    expect(wrong.map((one) => holds(encrypt(one), 32))).toEqual(wrong.map(() => false));
    const tall = block({ first: 0x80 });
    if (number(tall) < n) expect(holds(encrypt(tall), 32)).toBe(false);
  });

  test('does not hold as PKCS#1 v1.5, nor the other way round', () => {
    const pss = sign('sha256', message, { ...options, saltLength: 32 });
    expect(holdsBare({ algorithm: 'rsa-pkcs1', hash: 'sha256', key, message, signature: pss })).toBe(false);
    expect(holds(sign('sha256', message, pair.privateKey))).toBe(false);
  });

  test('under a key that is for PSS keeps to what the key demands', () => {
    const bound = { modulusLength: 2048, hashAlgorithm: 'sha256', mgf1HashAlgorithm: 'sha256' };
    const { publicKey, privateKey } = generateKeyPairSync('rsa-pss', bound);
    const signature = sign('sha256', message, { key: privateKey, saltLength: 32 });
    const bare = { algorithm: 'rsa-pss', hash: 'sha256', key: spki(publicKey), message, signature };
    expect(holdsBare({ ...bare, saltLength: 32 })).toBe(true);
    for (const saltLength of [0, 20]) expect(holdsBare({ ...bare, saltLength })).toBe(false);
    expect(holdsBare({ ...bare, hash: 'sha512', saltLength: 32 })).toBe(false);
    expect(holdsBare({ ...bare, algorithm: 'rsa-pkcs1' })).toBe(false);
  });
});
