import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { holdsBare, oids } from '../../src/pki/index.ts';
import { gostSets, gostWorld } from './gost-bare.ts';

const message = Buffer.from('Прошу выдать архивную справку');

test('every parameter set of RFC 4357 and RFC 7836 is known', () => {
  expect(gostSets).toHaveLength(12);
});

describe.each(gostSets)('a bare GOST signature with %s', (_name, set) => {
  const world = gostWorld(set);
  const { algorithm, bits, big, little, own, p, q } = world;
  const { r, s } = world.sign(world.digest(message));
  const pack = (first: bigint, second: bigint) => Buffer.concat([big(first), big(second)]);
  const fits = (value: bigint) => value >> BigInt(bits) === 0n;
  const holds = (signature: Buffer, key = world.key(), over = message) =>
    holdsBare({ algorithm, key, message: over, signature });
  const signature = pack(s, r);

  test('holds, s before r and both big-endian, whether the key names its digest or not', () => {
    const digest = der.oid(bits === 256 ? oids.streebog256 : oids.streebog512);
    expect(holds(signature)).toBe(true);
    expect(holds(signature, world.key({ named: [der.oid(set), digest] }))).toBe(true);
    expect(holds(signature, world.key(), Buffer.concat([message, Buffer.alloc(1)]))).toBe(false);
  });

  test('holds in no other form and with no other numbers', () => {
    const twins: readonly (readonly [bigint, bigint])[] = [
      [r, s],
      [0n, 0n],
      [0n, r],
      [s, 0n],
      [q, r],
      [s, q],
      [q, q],
      [q - s, r],
      [s, q - r],
      [s + 1n, r],
      [s, r + 1n],
      [1n, 1n],
      ...(fits(s + q) ? [[s + q, r] as const] : []),
      ...(fits(r + q) ? [[s, r + q] as const] : []),
    ];
    for (const [first, second] of twins)
      expect([first, second, holds(pack(first, second))]).toEqual([first, second, false]);
    const forms: readonly Buffer[] = [
      Buffer.concat([little(s), little(r)]),
      der.sequence(der.integer(r), der.integer(s)),
      Buffer.concat([Buffer.alloc(1), signature]),
      Buffer.concat([signature, Buffer.alloc(1)]),
      signature.subarray(1),
      Buffer.alloc(bits / 4, 0xff),
      Buffer.alloc(0),
    ];
    for (const form of forms) expect(holds(form)).toBe(false);
  });

  test('holds over no other digest', () => {
    const turned = world.sign(Buffer.from(world.digest(message).toReversed()));
    const other = world.sign(world.digest(message, bits === 256 ? 512 : 256).subarray(0, bits / 8));
    for (const { r: first, s: second } of [turned, other]) expect(holds(pack(second, first))).toBe(false);
  });

  test('holds under no other key, and none that is no key', () => {
    const keys = [
      world.key({ point: Buffer.concat([little(own.y), little(own.x)]) }),
      world.key({ point: Buffer.concat([big(own.x), big(own.y)]) }),
      world.key({ point: Buffer.concat([little(own.x), little(p - own.y)]) }),
      world.key({ point: Buffer.concat([little(own.x), little(own.y ^ 1n)]) }),
      world.key({ point: Buffer.alloc(bits / 4) }),
      world.key({ point: Buffer.concat([Buffer.from([4]), little(own.x), little(own.y)]) }),
      world.key({ point: little(own.x) }),
      world.key({ named: [] }),
      world.key({ named: [der.oid('1.2.643.2.2.35.0')] }),
      world.key({ named: [der.oid('1.2.643.7.1.2.1.2.0')] }),
      world.key({ named: [der.oid(set), der.oid('1.2.643.2.2.30.1')] }),
      world.key({ algorithm: bits === 256 ? oids.gostKey512 : oids.gostKey256 }),
      world.key({ algorithm: '1.2.643.2.2.19' }),
      Buffer.concat([world.key(), Buffer.alloc(1)]),
      // The same point by coordinates that are not reduced, where there is room for them.
      ...(fits(own.x + p) ? [world.key({ point: Buffer.concat([little(own.x + p), little(own.y)]) })] : []),
      ...(fits(own.y + p) ? [world.key({ point: Buffer.concat([little(own.x), little(own.y + p)]) })] : []),
    ];
    expect(keys.map((key) => holds(signature, key))).toEqual(keys.map(() => false));
    const otherBits = bits === 256 ? 512 : 256;
    const mistaken = { key: world.key(), message, signature };
    expect(holdsBare({ ...mistaken, algorithm: `gost2012-${otherBits}` })).toBe(false);
  });
});
