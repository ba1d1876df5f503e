import { describe, expect, jest, test } from '@jest/globals';
import { makeCurve } from '../../src/pki/gost/curve.ts';
import { holdsByGost, readGostKey } from '../../src/pki/gost/key.ts';
import { curveParameters } from '../../src/pki/gost/parameters.ts';
import { readAlgorithm } from '../../src/pki/algorithms.ts';
import { readDer } from '../../src/pki/der/element.ts';
import * as der from '../../src/pki/der/write.ts';
import { oids, publicKeyOf, readCertificate, verifySignature, type Verdict } from '../../src/pki/index.ts';
import { anna, MOMENT, vera } from '../support/pki.ts';
import { sample, sampleTrust } from './gost-signer.ts';
import { uncovered } from './mutation.ts';

// A verification takes milliseconds here, and thousands are made.
jest.setTimeout(240_000);

const tc26A = curveParameters[oids.gost256A] ?? { a: '0', b: '0', p: '0' };
const hex = (digits: string) => BigInt(`0x${digits}`);
const littleEndian = (value: bigint) =>
  Buffer.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toReversed());

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % modulus, exponent]; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const content = sample('document.txt');
const trust = sampleTrust();
const judge = (signature: Buffer, over: Buffer = content): Verdict =>
  verifySignature({ signature, content: over, trust, at: MOMENT });

describe('GOST R 34.10-2012, by the examples of RFC 7091 section 7', () => {
  const examples = [
    {
      bits: 256,
      p: '8000000000000000000000000000000000000000000000000000000000000431',
      a: '7',
      b: '5fbff498aa938ce739b8e022fbafef40563f6e6a3472fc2a514c0ce9dae23b7e',
      q: '8000000000000000000000000000000150fe8a1892976154c59cfc193accf5b3',
      x: '2',
      y: '8e2a8a0e65147d4bd6316030e16d19c85c97f0a9ca267122b96abbcea7e8fc8',
      keyX: 0x7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80bn,
      keyY: 0x26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77dan,
      e: 0x2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5n,
      r: 0x41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493n,
      s: 0x1456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40n,
    },
    {
      bits: 512,
      p: '4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373',
      a: '7',
      b: '1cff0806a31116da29d8cfa54e57eb748bc5f377e49400fdd788b649eca1ac4361834013b2ad7322480a89ca58e0cf74bc9e540c2add6897fad0a3084f302adc',
      q: '4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15da82f2d7ecb1dbac719905c5eecc423f1d86e25edbe23c595d644aaf187e6e6df',
      x: '24d19cc64572ee30f396bf6ebbfd7a6c5213b3b3d7057cc825f91093a68cd762fd60611262cd838dc6b60aa7eee804e28bc849977fac33b4b530f1b120248a9a',
      y: '2bb312a43bd2ce6e0d020613c857acddcfbf061e91e5f2c3f32447c259f39b2c83ab156d77f1496bf7eb3351e1ee4e43dc1a18b91b24640b6dbb92cb1add371e',
      keyX: 0x115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1n,
      keyY: 0x37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beecn,
      e: 0x3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c5917184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8cn,
      r: 0x2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd35492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36n,
      s: 0x1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4an,
    },
  ] as const;

  test.each(examples)('$bits bits: it holds, and nothing else does', ({ keyX, keyY, e, r, s, ...parameters }) => {
    const curve = makeCurve(parameters);
    const key = curve.point(keyX, keyY);
    const q = BigInt(`0x${parameters.q}`);
    expect(curve.verify(key, e, r, s)).toBe(true);
    expect(curve.verify(key, e + q, r, s)).toBe(true);
    for (const [otherR, otherS] of [
      [r + 1n, s],
      [r, s + 1n],
      [s, r],
      [0n, s],
      [r, 0n],
      [0n, 0n],
      [q, s],
      [r, q],
      [r + q, s],
      [r, s + q],
      [-r, s],
      [q - r, s],
      [r, q - s],
    ] as const)
      expect(curve.verify(key, e, otherR, otherS)).toBe(false);
    expect(curve.verify(key, e + 1n, r, s)).toBe(false);
    expect(() => curve.point(keyX, keyY + 1n)).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
    expect(() => curve.point(0n, 0n)).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });
});

describe('a GOST signature made elsewhere', () => {
  test.each([
    ['anna', anna],
    ['vera', vera],
  ])('by %s passes, and tells its owner', (name, owner) => {
    expect(judge(sample(`${name}.p7s`))).toMatchObject({
      outcome: 'TOTAL-PASSED',
      signer: { owner },
      chain: { length: 3 },
    });
    expect(judge(sample(`${name}.p7s`), Buffer.from('другое')).code).toBe('SIG-DIGEST');
  });

  test('by a revoked certificate does not', () => {
    expect(judge(sample('revoked.p7s')).code).toBe('SIG-REVOKED');
  });

  test('is refused when any single byte of it, of its chain or of the content is changed', () => {
    const signature = Buffer.from(sample('anna.p7s').toString(), 'base64');
    expect(judge(signature).outcome).toBe('TOTAL-PASSED');
    expect(uncovered(signature, [0x01], judge)).toEqual([]);
    expect(uncovered(content, [0x01, 0xff], (changed) => judge(signature, changed))).toEqual([]);
  });
});

describe('a GOST key', () => {
  const key = readCertificate(sample('root.crt')).spki;
  const algorithm = (id: string, ...parameters: Buffer[]) =>
    readAlgorithm(readDer(der.sequence(der.oid(id), ...(parameters.length > 0 ? [der.sequence(...parameters)] : []))));
  const point = der.octetString(Buffer.alloc(64, 1));

  test.each<[string, string, ReturnType<typeof algorithm>, Buffer]>([
    ['without parameters', 'SIG-ALGORITHM', algorithm(oids.gostKey256), point],
    ['of the test examples', 'SIG-ALGORITHM', algorithm(oids.gostKey256, der.oid('1.2.643.2.2.35.0')), point],
    ['of the predecessor', 'SIG-ALGORITHM', algorithm('1.2.643.2.2.19', der.oid(oids.gostCryptoProA)), point],
    ['on a longer curve', 'SIG-ALGORITHM', algorithm(oids.gostKey256, der.oid(oids.gost512A)), point],
    [
      'for another digest',
      'SIG-ALGORITHM',
      algorithm(oids.gostKey256, der.oid(oids.gost256A), der.oid(oids.sha256)),
      point,
    ],
    ['with freight', 'SIG-DAMAGED', algorithm(oids.gostKey256, der.oid(oids.gost256A), der.integer(1)), point],
    ['that is no point', 'SIG-DAMAGED', algorithm(oids.gostKey256, der.oid(oids.gost256A)), point],
    [
      'that is too short',
      'SIG-DAMAGED',
      algorithm(oids.gostKey256, der.oid(oids.gost256A)),
      der.octetString(Buffer.alloc(63)),
    ],
    ['that is no text of octets', 'SIG-DAMAGED', algorithm(oids.gostKey256, der.oid(oids.gost256A)), der.integer(5)],
  ])('%s is refused as %s', (_name, code, named, octets) => {
    expect(() => readGostKey(named, octets)).toThrow(expect.objectContaining({ code }));
  });

  test('outside the subgroup of its curve is refused: three points of four where the cofactor is four', () => {
    const { a, b } = { a: hex(tc26A.a), b: hex(tc26A.b) };
    const p = hex(tc26A.p);
    const points = Array.from({ length: 80 }, (_, index) => BigInt(index + 1)).flatMap((x) => {
      const square = (x ** 3n + a * x + b) % p;
      const y = power(square, (p + 1n) / 4n, p);
      return (y * y) % p === square ? [Buffer.concat([littleEndian(x), littleEndian(y)])] : [];
    });
    const named = algorithm(oids.gostKey256, der.oid(oids.gost256A));
    const taken = points.filter((octets) => {
      try {
        return readGostKey(named, der.octetString(octets));
      } catch (error) {
        expect(error).toMatchObject({ code: 'SIG-DAMAGED' });
        return false;
      }
    });
    expect(points.length).toBeGreaterThan(20);
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.length).toBeLessThan(points.length / 2);
  });

  test('holds no signature of another length', () => {
    const known = publicKeyOf(readCertificate(sample('root.crt')));
    if (!('kind' in known)) throw new Error('a GOST key was expected');
    for (const length of [0, 64, 127, 129, 256]) expect(holdsByGost(known, key, Buffer.alloc(length, 1))).toBe(false);
    expect(holdsByGost(known, key, Buffer.alloc(128))).toBe(false);
  });
});
