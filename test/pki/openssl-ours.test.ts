import { expect, test } from '@jest/globals';
import { readCertificates, signCms, verifyCertificate, type KeyKind } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { describeWith, workshop } from './tools.ts';

const { root, identity } = await testPki();
const content = Buffer.from('Первая строка\nвторая\r\nтретья\0\n');

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
