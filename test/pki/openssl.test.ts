import { expect, jest, test } from '@jest/globals';
import { readCertificates, signCms, verifyCertificate, verifySignature, type KeyKind } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki, vera } from '../support/pki.ts';
import { uncovered } from './mutation.ts';
import { describeWith, workshop } from './tools.ts';

// Thousands of signatures are judged here.
jest.setTimeout(120_000);

const { trust, root, identity } = await testPki();
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

describeWith(['openssl'], 'our signature', () => {
  test.each<[KeyKind, boolean]>([
    ['rsa', true],
    ['rsa', false],
    ['p256', true],
    ['p384', true],
    ['p521', false],
  ])('with %s, detached %s, is accepted by openssl as CAdES, and over nothing else', async (kind, detached) => {
    const shop = workshop();
    const signer = await identity('good', anna, kind);
    shop.writeIdentity('root', root);
    shop.write('document', content);
    shop.write('other', Buffer.concat([content, Buffer.from(' ')]));
    shop.write('signature', signCms({ content, ...signer, at: MOMENT, detached }));
    const verify = (over: readonly string[]) =>
      shop.run(
        'openssl',
        'cms',
        '-verify',
        '-cades',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'signature',
        ...over,
        '-CAfile',
        'root.crt',
        '-attime',
        `${MOMENT / 1_000}`,
        '-out',
        'out',
      );
    expect(verify(detached ? ['-content', 'document'] : [])).toEqual({
      status: 0,
      output: 'CAdES Verification successful\n',
    });
    expect(shop.read('out')).toEqual(content);
    if (detached) expect(verify(['-content', 'other']).status).not.toBe(0);
  });
});

describeWith(['openssl'], 'a certificate by openssl', () => {
  const ask = (subject: string) => [
    'req',
    '-x509',
    '-nodes',
    '-utf8',
    '-subj',
    subject,
    '-days',
    '1',
    '-keyout',
    'key',
    '-out',
    'crt',
  ];

  test.each([
    ['RSA of 1024 bits', ['-newkey', 'rsa:1024']],
    ['a curve that we do not take', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1']],
    [
      'a curve without a name',
      ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-pkeyopt', 'ec_param_enc:explicit'],
    ],
    ['Ed448, which few know', ['-newkey', 'ed448']],
    ['a signature over SHA-1', ['-newkey', 'rsa:2048', '-sha1']],
  ])('with %s is no authority', (_name, options) => {
    const shop = workshop();
    expect(shop.run('openssl', ...ask('/CN=Слабый'), ...options).status).toBe(0);
    const [weak] = readCertificates(shop.read('crt'));
    if (!weak) throw new Error('a certificate was expected');
    const store = { anchors: [weak], intermediates: [], crls: [] };
    // Judged under itself: the signature on it is what has to be refused.
    const twin = { ...store, anchors: [{ ...weak, fingerprint: 'twin' }] };
    expect(verifyCertificate({ certificate: weak, trust: twin, at: weak.notBefore }).code).toBe('SIG-ALGORITHM');
  });

  test.each<[string, readonly string[]]>([
    ['PSS', ['rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048', '-sha256', '-sigopt', 'rsa_padding_mode:pss']],
    ['Ed25519', ['ed25519']],
  ])('signed by %s is accepted', (_name, key) => {
    const shop = workshop();
    const usage = ['-addext', 'keyUsage=digitalSignature,keyCertSign'];
    expect(shop.run('openssl', ...ask('/CN=Новый'), '-newkey', ...key, ...usage).status).toBe(0);
    const [certificate] = readCertificates(shop.read('crt'));
    if (!certificate) throw new Error('a certificate was expected');
    const twin = { anchors: [{ ...certificate, fingerprint: 'twin' }], intermediates: [], crls: [] };
    expect(verifyCertificate({ certificate, trust: twin, at: certificate.notBefore }).code).toBe('SIG-STATUS-UNKNOWN');
  });
});
