import { expect, jest, test } from '@jest/globals';
import { holdsBare, readCertificate, readCrl, verifyCertificate, verifySignature } from '../../src/pki/index.ts';
import { GOST_SETTINGS } from './gost-settings.ts';
import { describeWith, GOST_ENGINE, workshop } from './tools.ts';

// Programs are started by the hundred here.
jest.setTimeout(120_000);

const content = Buffer.from('Первая строка\nвторая\r\nтретья\0\n');

/** Every parameter set that the engine knows, by its name there, but the one of the standard's example. */
const sets = [
  ['gost2012_256', 'A'],
  ['gost2012_256', 'B'],
  ['gost2012_256', 'C'],
  ['gost2012_256', 'XA'],
  ['gost2012_256', 'XB'],
  ['gost2012_256', 'TCA'],
  ['gost2012_256', 'TCB'],
  ['gost2012_256', 'TCC'],
  ['gost2012_256', 'TCD'],
  ['gost2012_512', 'A'],
  ['gost2012_512', 'B'],
  ['gost2012_512', 'C'],
] as const;

describeWith(['openssl', GOST_ENGINE], 'a GOST signature by the engine', () => {
  const forms: readonly (readonly string[])[] = [
    [],
    ['-nodetach'],
    ['-noattr'],
    ['-noattr', '-nodetach'],
    ['-cades'],
    ['-keyid', '-cades', '-nodetach'],
    ['-stream', '-nodetach'],
  ];

  test.each(sets)('with %s, parameter set %s, passes in every form, and over nothing else', (kind, set) => {
    const shop = workshop();
    shop.write('openssl.cnf', GOST_SETTINGS);
    shop.write('index', '');
    shop.write('document', content);
    const newKey = (name: string) =>
      shop.openssl('genpkey', '-algorithm', kind, '-pkeyopt', `paramset:${set}`, '-out', `${name}.key`);
    newKey('root');
    const self = ['req', '-x509', '-new', '-utf8', '-days', '1', '-key', 'root.key', '-subj', '/CN=Корень'];
    shop.openssl(...self, '-extensions', 'authority', '-out', 'root.crt');
    newKey('anna');
    shop.openssl('req', '-new', '-utf8', '-key', 'anna.key', '-subj', '/CN=Анна', '-out', 'anna.csr');
    const issue = ['x509', '-req', '-in', 'anna.csr', '-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial'];
    shop.openssl(...issue, '-days', '1', '-extfile', 'openssl.cnf', '-extensions', 'person', '-out', 'anna.crt');
    const hash = kind.replace('gost2012', 'md_gost12');
    const digest = ['-md', hash];
    shop.openssl(
      'ca',
      '-gencrl',
      '-cert',
      'root.crt',
      '-keyfile',
      'root.key',
      '-crldays',
      '1',
      ...digest,
      '-out',
      'root.crl',
    );
    const own = {
      anchors: [readCertificate(shop.read('root.crt'))],
      intermediates: [],
      crls: [readCrl(shop.read('root.crl'))],
    };
    const at = own.crls[0]?.thisUpdate ?? 0;
    for (const form of forms) {
      const signer = ['-signer', 'anna.crt', '-inkey', 'anna.key', '-outform', 'DER', '-out', 'signature'];
      shop.openssl('cms', '-sign', '-binary', '-in', 'document', ...signer, ...form);
      const signature = shop.read('signature');
      expect([form, verifySignature({ signature, content, trust: own, at }).code]).toEqual([form, null]);
      const other = Buffer.concat([content, Buffer.from(' ')]);
      const refused = verifySignature({ signature, content: other, trust: own, at }).code;
      expect(['SIG-DIGEST', 'SIG-INVALID']).toContain(refused);
    }

    // The same key over the same octets, with nothing around the signature.
    shop.openssl('dgst', `-${hash}`, '-sign', 'anna.key', '-out', 'bare', 'document');
    shop.openssl('pkey', '-in', 'anna.key', '-pubout', '-outform', 'DER', '-out', 'anna.pub');
    const bare = { algorithm: kind.replace('_', '-'), key: shop.read('anna.pub'), signature: shop.read('bare') };
    expect(holdsBare({ ...bare, message: content })).toBe(true);
    expect(holdsBare({ ...bare, message: content.subarray(1) })).toBe(false);
  });

  test('on the curve of the example, which RFC 4357 keeps for tests, is refused', () => {
    const shop = workshop();
    shop.write('openssl.cnf', GOST_SETTINGS);
    shop.openssl('genpkey', '-algorithm', 'gost2012_256', '-pkeyopt', 'paramset:0', '-out', 'key');
    shop.openssl('req', '-x509', '-new', '-days', '1', '-key', 'key', '-subj', '/CN=x', '-out', 'crt');
    const certificate = readCertificate(shop.read('crt'));
    const twin = { anchors: [{ ...certificate, fingerprint: 'twin' }], intermediates: [], crls: [] };
    expect(verifyCertificate({ certificate, trust: twin, at: certificate.notBefore }).code).toBe('SIG-ALGORITHM');
  });
});
