import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as der from '../../src/pki/der/write.ts';
import { makePkcs12, openPkcs12, PkiError, WrongPassword, type KeyKind } from '../../src/pki/index.ts';
import { anna, testPki, type Identity } from '../support/pki.ts';
import { describeWith, workshop } from './tools.ts';

const { identity, root } = await testPki();
const PASSWORD = 'пароль «№1»';

const prints = (certificates: readonly { fingerprint: string }[]) => certificates.map(({ fingerprint }) => fingerprint);

async function expectSame(file: Buffer, password: string, signer: Identity) {
  const { key, certificate, chain } = await openPkcs12(file, password);
  expect(key.equals(signer.key)).toBe(true);
  expect(certificate.fingerprint).toBe(signer.certificate.fingerprint);
  expect(prints(chain).toSorted()).toEqual(prints(signer.chain).toSorted());
}

describe('a container of ours', () => {
  test.each<[KeyKind, string]>([
    ['rsa', PASSWORD],
    ['p256', ''],
    ['p521', 'demo'],
  ])('with a key %s opens by “%s”, and by nothing else', async (kind, password) => {
    const signer = await identity('good', anna, kind);
    const file = makePkcs12({ ...signer, password });
    await expectSame(file, password, signer);
    for (const other of [`${password} `, 'Demo', password.slice(1) || 'x'])
      await expect(openPkcs12(file, other)).rejects.toThrow(WrongPassword);
  });

  test('changed in any way does not open', async () => {
    const signer = await identity('good', anna, 'p256');
    const file = makePkcs12({ ...signer, password: PASSWORD });
    const hit = fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(hit, async (hits) => {
        const mutant = Buffer.from(file);
        for (const [at, mask] of hits) mutant.writeUInt8(mutant.readUInt8(at) ^ mask, at);
        if (mutant.equals(file)) return;
        const error: unknown = await openPkcs12(mutant, PASSWORD).catch((reason: unknown) => reason);
        expect(error instanceof PkiError || error instanceof WrongPassword).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('needs the certificate of its key', async () => {
    const signer = await identity('good', anna, 'p256');
    const file = makePkcs12({ key: root.key, certificate: signer.certificate, chain: [], password: PASSWORD });
    await expect(openPkcs12(file, PASSWORD)).rejects.toMatchObject({ code: 'SIG-NOT-FOUND' });
  });

  test('may not cost more than it is worth', async () => {
    const signer = await identity('good', anna, 'p256');
    const file = makePkcs12({ ...signer, password: PASSWORD });
    const dear = Buffer.from(file);
    const count = dear.lastIndexOf(der.integer(10_000));
    dear.write('7fff', count + 2, 'hex');
    await expect(openPkcs12(dear, PASSWORD)).rejects.toThrow(WrongPassword);
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(2_000_000, 0x30), signer.certificate.raw])
      await expect(openPkcs12(bytes, PASSWORD)).rejects.toMatchObject({ code: 'SIG-DAMAGED' });
  });
});

describeWith(['openssl'], 'a container by openssl', () => {
  test.each<[string, readonly string[]]>([
    ['as it makes them now', []],
    ['as it made them for twenty years', ['-legacy']],
    ['with RC2 of 128 bits', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-3DES']],
    ['with triple DES alone', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-macalg', 'sha1']],
    ['with AES-128 and SHA-512', ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-128-CBC', '-macalg', 'sha512']],
    ['with open certificates', ['-certpbe', 'NONE', '-macalg', 'sha384']],
    ['with everything open', ['-certpbe', 'NONE', '-keypbe', 'NONE']],
  ])('%s opens', async (_name, options) => {
    const shop = workshop();
    const signer = await identity('good', anna, 'rsa');
    shop.writeIdentity('anna', signer);
    const files = ['-inkey', 'anna.key', '-in', 'anna.crt', '-certfile', 'anna.chain', '-out', 'p12'];
    const made = shop.run('openssl', 'pkcs12', '-export', ...files, '-passout', `pass:${PASSWORD}`, ...options);
    expect(made).toMatchObject({ status: 0 });
    await expectSame(shop.read('p12'), PASSWORD, signer);
    await expect(openPkcs12(shop.read('p12'), PASSWORD.toUpperCase())).rejects.toThrow(WrongPassword);
  });

  test('with more iterations than we pay for does not', async () => {
    const shop = workshop();
    shop.writeIdentity('anna', await identity('good', anna, 'p256'));
    const files = ['-inkey', 'anna.key', '-in', 'anna.crt', '-out', 'p12', '-passout', 'pass:demo'];
    expect(shop.run('openssl', 'pkcs12', '-export', ...files, '-nomaciter', '-iter', '1100000')).toMatchObject({
      status: 0,
    });
    await expect(openPkcs12(shop.read('p12'), 'demo')).rejects.toMatchObject({ code: 'SIG-ALGORITHM' });
    expect(shop.run('openssl', 'pkcs12', '-export', ...files, '-nomac')).toMatchObject({ status: 0 });
    await expect(openPkcs12(shop.read('p12'), 'demo')).rejects.toMatchObject({ code: 'SIG-DAMAGED' });
  });
});
