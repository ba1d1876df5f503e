import { expect, test } from '@jest/globals';
import { verifySignature, type KeyKind } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki, vera } from '../support/pki.ts';
import { uncovered } from './mutation.ts';
import { describeWith, workshop } from './tools.ts';

const { trust, identity } = await testPki();
const content = Buffer.from('Первая строка\nвторая\r\nтретья\0\n');

/** How a signature may be asked for, beside key and digest. */
const forms: readonly (readonly string[])[] = [
  [],
  ['-nodetach'],
  ['-noattr'],
  ['-noattr', '-nodetach'],
  ['-nosmimecap'],
  ['-keyid'],
  ['-cades'],
  ['-stream'],
  ['-stream', '-nodetach'],
  ['-indef', '-nodetach', '-cades'],
];

const keys: readonly (readonly [KeyKind, string, readonly string[]])[] = [
  ['rsa', 'sha256', []],
  ['rsa', 'sha384', []],
  ['rsa', 'sha512', []],
  ['rsa', 'sha256', ['-keyopt', 'rsa_padding_mode:pss']],
  ['rsa', 'sha512', ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:-1']],
  ['p256', 'sha256', []],
  ['p256', 'sha512', []],
  ['p384', 'sha384', []],
  ['p521', 'sha512', []],
];

describeWith(['openssl'], 'a signature by openssl', () => {
  test.each(keys)('with %s, %s %j is accepted in every form, and over nothing else', async (kind, digest, options) => {
    const shop = workshop();
    shop.writeIdentity('anna', await identity('good', anna, kind));
    shop.write('document', content);
    // openssl cannot stream and sign by PSS at once.
    const streams = (form: readonly string[]) => form.includes('-stream') || form.includes('-indef');
    const possible = forms.filter((form) => options.length === 0 || !streams(form));
    for (const form of possible) {
      const signer = [
        '-signer',
        'anna.crt',
        '-inkey',
        'anna.key',
        ...options,
        '-certfile',
        'anna.chain',
        '-md',
        digest,
      ];
      const output = ['-outform', 'DER', '-out', 'signature'];
      const made = shop.run('openssl', 'cms', '-sign', '-binary', '-in', 'document', ...signer, ...form, ...output);
      expect(made).toMatchObject({ status: 0 });
      const signature = shop.read('signature');
      expect([form, verifySignature({ signature, content, trust, at: MOMENT }).code]).toEqual([form, null]);
      const other = Buffer.concat([content, Buffer.from(' ')]);
      const refused = verifySignature({ signature, content: other, trust, at: MOMENT }).code;
      expect(['SIG-DIGEST', 'SIG-INVALID']).toContain(refused);
    }
  });

  test.each<[KeyKind, string, readonly string[]]>([
    ['p256', 'with attributes', ['-cades']],
    ['rsa', 'by PSS, attached', ['-nodetach', '-keyopt', 'rsa_padding_mode:pss']],
    ['p384', 'without attributes', ['-noattr', '-nodetach']],
  ])('with %s, %s, is refused when any single byte of it is changed', async (kind, _name, form) => {
    const shop = workshop();
    const signer = await identity('good', anna, kind);
    shop.writeIdentity('anna', { ...signer, chain: signer.chain.slice(0, 1) });
    shop.write('document', content);
    const by = ['-signer', 'anna.crt', '-inkey', 'anna.key', '-certfile', 'anna.chain', '-md', 'sha256'];
    shop.openssl('cms', '-sign', '-binary', '-in', 'document', ...by, ...form, '-outform', 'DER', '-out', 'signature');
    const signature = shop.read('signature');
    const judge = (changed: Buffer) => verifySignature({ signature: changed, content, trust, at: MOMENT });
    expect(judge(signature).outcome).toBe('TOTAL-PASSED');
    expect(uncovered(signature, [0x01], judge)).toEqual([]);
  });

  test.each(['PEM', 'DER'])('in the older form of PKCS#7, in %s, is accepted', async (format) => {
    const shop = workshop();
    shop.writeIdentity('anna', await identity());
    shop.write('document', content);
    const signer = ['-signer', 'anna.crt', '-inkey', 'anna.key', '-certfile', 'anna.chain'];
    const made = shop.run(
      'openssl',
      'smime',
      '-sign',
      '-binary',
      '-in',
      'document',
      ...signer,
      '-outform',
      format,
      '-out',
      'signature',
    );
    expect(made).toMatchObject({ status: 0 });
    expect(verifySignature({ signature: shop.read('signature'), content, trust, at: MOMENT }).code).toBe(null);
  });

  test('by two people is accepted, and names both', async () => {
    const shop = workshop();
    shop.writeIdentity('anna', await identity('good', anna, 'rsa'));
    shop.writeIdentity('vera', await identity('good', vera, 'p256'));
    shop.write('document', content);
    const signers = ['anna', 'vera'].flatMap((name) => ['-signer', `${name}.crt`, '-inkey', `${name}.key`]);
    const made = shop.run(
      'openssl',
      'cms',
      '-sign',
      '-binary',
      '-in',
      'document',
      ...signers,
      '-certfile',
      'anna.chain',
      '-outform',
      'DER',
      '-out',
      'signature',
    );
    expect(made).toMatchObject({ status: 0 });
    const verdict = verifySignature({ signature: shop.read('signature'), content, trust, at: MOMENT });
    expect(verdict.outcome).toBe('TOTAL-PASSED');
    expect(verdict.signers?.map(({ owner }) => owner.commonName).toSorted()).toEqual([
      vera.commonName,
      anna.commonName,
    ]);
  });

  test('with SHA-1, or with PSS over it, is refused', async () => {
    const shop = workshop();
    shop.writeIdentity('anna', await identity());
    shop.write('document', content);
    for (const options of [
      ['-md', 'sha1'],
      ['-md', 'sha1', '-keyopt', 'rsa_padding_mode:pss'],
      ['-md', 'sha224'],
      ['-md', 'md5'],
    ]) {
      const signer = ['-signer', 'anna.crt', '-inkey', 'anna.key', '-certfile', 'anna.chain'];
      const made = shop.run(
        'openssl',
        'cms',
        '-sign',
        '-binary',
        '-in',
        'document',
        ...signer,
        ...options,
        '-outform',
        'DER',
        '-out',
        'signature',
      );
      expect(made).toMatchObject({ status: 0 });
      const verdict = verifySignature({ signature: shop.read('signature'), content, trust, at: MOMENT });
      expect(verdict).toMatchObject({ outcome: 'INDETERMINATE', code: 'SIG-ALGORITHM' });
    }
  });
});
