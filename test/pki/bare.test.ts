import { constants, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ed25519 } from '@noble/curves/ed25519.js';
import * as der from '../../src/pki/der/write.ts';
import { holdsBare, oids, readCertificate, type BareSignature } from '../../src/pki/index.ts';
import { refuseWeakPoint } from '../../src/pki/weak-points.ts';
import { judgeRaw } from '../../scripts/conformance/raw.ts';
import { workshop } from './tools.ts';

const message = Buffer.from('Прошу выдать архивную справку');
const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'der' });

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const edwards = generateKeyPairSync('ed25519');
const root = readCertificate(readFileSync(path.join(import.meta.dirname, 'gost-samples/root.crt')));
const PSS = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };

const honest: readonly BareSignature[] = [
  {
    algorithm: 'rsa-pkcs1',
    hash: 'sha256',
    key: spki(rsa.publicKey),
    message,
    signature: sign('sha256', message, rsa.privateKey),
  },
  {
    algorithm: 'rsa-pkcs1',
    hash: 'SHA-512/256',
    key: spki(rsa.publicKey),
    message,
    signature: sign('sha512-256', message, rsa.privateKey),
  },
  {
    algorithm: 'rsa-pss',
    hash: 'SHA-512',
    saltLength: 20,
    key: spki(rsa.publicKey),
    message,
    signature: sign('sha512', message, { ...PSS, saltLength: 20 }),
  },
  {
    algorithm: 'rsa-pss',
    hash: 'sha256',
    key: spki(rsa.publicKey),
    message,
    signature: sign('sha256', message, { ...PSS, saltLength: 32 }),
  },
  {
    algorithm: 'ecdsa',
    hash: 'sha3-384',
    key: spki(ec.publicKey),
    message,
    signature: sign('sha3-384', message, ec.privateKey),
  },
  { algorithm: 'ed25519', key: spki(edwards.publicKey), message, signature: sign(null, message, edwards.privateKey) },
  { algorithm: 'gost2012-512', key: root.spki, message: root.signed.octets, signature: root.signed.signature },
];

describe('a bare signature', () => {
  test.each(honest)('by $algorithm, $hash, holds, and nothing near it', (bare) => {
    expect(holdsBare(bare)).toBe(true);
    expect(holdsBare({ ...bare, message: Buffer.concat([bare.message, Buffer.from([0])]) })).toBe(false);
    const { length } = bare.signature;
    for (const wrong of [
      Buffer.alloc(length),
      Buffer.alloc(0),
      bare.signature.subarray(1),
      Buffer.concat([bare.signature, Buffer.from([0])]),
      Buffer.concat([Buffer.from([0]), bare.signature]),
    ])
      expect(holdsBare({ ...bare, signature: wrong })).toBe(false);
    for (const { algorithm } of honest)
      if (algorithm !== bare.algorithm) expect(holdsBare({ ...bare, algorithm })).toBe(false);
    expect(holdsBare({ ...bare, algorithm: 'dsa' })).toBe(false);
    for (const key of [Buffer.alloc(0), bare.key.subarray(1), der.sequence()])
      expect(holdsBare({ ...bare, key })).toBe(false);
  });

  test.each(honest.filter(({ hash }) => hash !== undefined))('by $algorithm, $hash, names its digest', (bare) => {
    const { hash, ...without } = bare;
    expect(hash).toBeDefined();
    expect(holdsBare(without)).toBe(false);
    for (const other of ['sha224', 'sha384', 'md5', 'sha999', ''])
      expect(holdsBare({ ...bare, hash: other })).toBe(false);
  });

  test('by PSS has exactly the salt that is told', () => {
    const [, , bare] = honest;
    if (!bare) throw new Error('a signature was expected');
    for (const saltLength of [0, 19, 21, 64]) expect(holdsBare({ ...bare, saltLength })).toBe(false);
  });

  test('under an exponent of one is nobody’s', () => {
    const modulus = der.integer(
      BigInt(`0x${Buffer.from(rsa.publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`),
    );
    const key = der.sequence(
      der.sequence(der.oid(oids.rsaEncryption), der.nothing()),
      der.bitString(der.sequence(modulus, der.integer(1))),
    );
    const block = Buffer.concat([
      Buffer.from([0, 1]),
      Buffer.alloc(202, 0xff),
      Buffer.from('003031300d060960864801650304020105000420', 'hex'),
      Buffer.alloc(32),
    ]);
    expect(holdsBare({ algorithm: 'rsa-pkcs1', hash: 'sha256', key, message, signature: block })).toBe(false);
  });

  test('by Ed25519 under a key of small order is nobody’s, though OpenSSL takes it', () => {
    const identity = Buffer.from(`01${'00'.repeat(31)}`, 'hex');
    const key = der.sequence(der.sequence(der.oid(oids.ed25519)), der.bitString(identity));
    const signature = Buffer.concat([ed25519.Point.BASE.toBytes(), Buffer.from(`01${'00'.repeat(31)}`, 'hex')]);
    expect(holdsBare({ algorithm: 'ed25519', key, message, signature })).toBe(false);
    // Every point of small order is a multiple of one of order eight.
    const eighth = ed25519.Point.fromBytes(
      Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05', 'hex'),
    );
    let point = eighth;
    for (let count = 0; count < 8; count += 1) {
      expect(() => refuseWeakPoint(Buffer.from(point.toBytes()))).toThrow(
        expect.objectContaining({ code: 'SIG-ALGORITHM' }),
      );
      point = point.add(eighth);
    }
    expect(point.equals(eighth)).toBe(true);
    expect(() => refuseWeakPoint(Buffer.from(ed25519.Point.BASE.toBytes()))).not.toThrow();
  });
});

describe('a file of bare signatures', () => {
  const line = (id: string, { key, message: text, signature, ...parts }: BareSignature, special: object = {}) =>
    JSON.stringify({
      id,
      ...parts,
      key: key.toString('base64'),
      message: text.toString('hex'),
      signature: signature.toString('hex'),
      ...special,
    });

  test('is judged line by line', () => {
    const lines = honest.map((bare, index) => line(`t${index}`, bare));
    const [first = honest[0]!] = honest;
    const broken = [{ signature: 'zz' }, { signature: '123' }, { key: '!' }, { message: null }, { hash: 5 }].map(
      (special, index) => line(`b${index}`, first, special),
    );
    expect(judgeRaw(['', ...lines, ...broken, ''].join('\n'))).toEqual([
      ...honest.map((_, index) => `t${index} valid`),
      ...broken.map((_, index) => `b${index} invalid`),
    ]);
    const strange = [
      '{',
      'null',
      '[]',
      '7',
      '"t"',
      '{"algorithm":"ecdsa"}',
      '{"id":{}}',
      '{"id":"x","__proto__":1}',
      // Or it would write the line of another.
      '{"id":"t0 valid\\nx"}',
      '{"id":""}',
    ];
    expect(judgeRaw(strange.join('\r\n'))).toEqual(
      strange.map((_, index) => (index === 7 ? 'x invalid' : `#${index + 1} invalid`)),
    );
    expect(judgeRaw('')).toEqual([]);
  });

  test('is judged by the command, which says so when there is none', () => {
    const shop = workshop();
    const conformance = (...words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/conformance.ts', ...words]);
      return { status, out: stdout.toString(), err: stderr.toString() };
    };
    const [first = honest[0]!] = honest;
    const file = path.join(
      shop.folder,
      shop.write('raw', `${line('t1', first)}\n\n${line('t2', first, { hash: 'sha1' })}`),
    );
    expect(conformance('--raw', file)).toEqual({ status: 0, out: 't1 valid\nt2 invalid\n', err: '' });
    for (const words of [['--raw', `${file}.none`], [`${file}.none`], ['--none'], []])
      expect(conformance(...words)).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^.+\n$/) });
  });
});
