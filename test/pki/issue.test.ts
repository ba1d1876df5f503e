import { createHash, createPrivateKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import {
  certificatePem,
  crlPem,
  issueCrl,
  makePkcs12,
  oids,
  privateKeyPem,
  type KeyKind,
} from '../../src/pki/index.ts';
import { anna, issue, keyPair, MOMENT, testPki } from '../support/pki.ts';
import { describeWith, workshop } from './tools.ts';

const DAY = 86_400_000;
const world = await testPki();
const now = ['-attime', `${MOMENT / 1_000}`];

describeWith(['openssl'], 'what we issue, judged by openssl', () => {
  test('is a chain that holds to the letter, with its lists', async () => {
    const shop = workshop();
    const signer = await world.identity('good', anna, 'rsa');
    shop.writeIdentity('anna', signer);
    shop.writeIdentity('root', world.root);
    shop.write('lists', world.trust.crls.map(crlPem).join(''));
    const verify = (name: string) =>
      shop.run(
        'openssl',
        'verify',
        '-x509_strict',
        ...now,
        '-crl_check_all',
        '-CRLfile',
        'lists',
        '-CAfile',
        'root.crt',
        '-untrusted',
        `${name}.chain`,
        `${name}.crt`,
      );
    expect(verify('anna')).toEqual({ status: 0, output: 'anna.crt: OK\n' });
    shop.writeIdentity('revoked', await world.identity('revoked'));
    expect(verify('revoked').output).toContain('certificate revoked');
  });

  test('names people in Russian and by the numbers of Russian law', async () => {
    const shop = workshop();
    const { publicKey } = await keyPair('person', 'p256');
    const subject = { ...anna, innPerson: '500100732259', title: 'Директор', ogrnip: '304500116000157' };
    const extras = {
      policies: ['1.2.643.100.113.1'],
      purposes: [oids.emailProtection],
      crlUrl: 'http://localhost:3000/crl',
    };
    shop.write('crt', certificatePem(issue(MOMENT, { subject, issuer: world.authority, publicKey, ...extras })));
    const { output } = shop.run('openssl', 'x509', '-in', 'crt', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus');
    expect(output).toContain('Issuer: CN=Учебный УЦ,C=RU,O=Учебная область,OGRN=1027700132195');
    expect(output).toContain(
      'Subject: CN=Смирнова Анна Сергеевна,SN=Смирнова,GN=Анна Сергеевна,title=Директор,OGRNIP=304500116000157,SNILS=11223344595,INN=500100732259',
    );
    expect(output).toMatch(/Key Usage: critical\s+Digital Signature, Non Repudiation/);
    expect(output).toMatch(/Basic Constraints: critical\s+CA:FALSE/);
    expect(output).toMatch(/Extended Key Usage: \s+E-mail Protection/);
    expect(output).toContain('Class of Signing Tool KC1');
    expect(output).toContain('URI:http://localhost:3000/crl');
  });

  test('is dated beyond 2049', async () => {
    const shop = workshop();
    const { publicKey } = await keyPair('person', 'p256');
    const notAfter = Date.UTC(2051, 0, 31, 23, 59, 59);
    shop.write('crt', certificatePem(issue(MOMENT, { subject: anna, issuer: world.authority, publicKey, notAfter })));
    expect(shop.run('openssl', 'x509', '-in', 'crt', '-noout', '-enddate').output).toBe(
      'notAfter=Jan 31 23:59:59 2051 GMT\n',
    );
  });

  test('is a list with numbers, times and reasons', () => {
    const shop = workshop();
    const revoked = [{ serial: 0xabcdefn, at: MOMENT - DAY, reason: 'keyCompromise' as const }];
    const list = issueCrl({
      issuer: world.authority,
      number: 300n,
      thisUpdate: MOMENT,
      nextUpdate: MOMENT + DAY,
      revoked,
    });
    shop.write('list', crlPem(list));
    shop.write('authority', certificatePem(world.authority.certificate));
    const { output } = shop.run('openssl', 'crl', '-in', 'list', '-noout', '-text', '-CAfile', 'authority');
    expect(output).toContain('verify OK');
    for (const line of ['ABCDEF', 'Key Compromise', 'Nov 20 09:00:00 2026 GMT', 'Nov 21 09:00:00 2026 GMT'])
      expect(output).toContain(line);
    expect(output).toMatch(/CRL Number: \s+300/);
  });
});

describeWith(['openssl'], 'a container', () => {
  test.each<[KeyKind, string]>([
    ['rsa', 'demo'],
    ['p256', 'пароль с пробелами и знаками «№1»'],
    ['p521', ''],
  ])('with a key %s opens by the password “%s” and by no other', async (kind, password) => {
    const shop = workshop();
    const signer = await world.identity('good', anna, kind);
    shop.write('p12', makePkcs12({ ...signer, password }));
    const open = (secret: string, ...more: string[]) =>
      shop.run('openssl', 'pkcs12', '-in', 'p12', '-passin', `pass:${secret}`, '-nodes', '-out', 'out', ...more);
    expect(open(password).status).toBe(0);
    const opened = shop.read('out').toString();
    const hash = (pem: string) =>
      createHash('sha256')
        .update(createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }))
        .digest('hex');
    expect(hash(opened)).toBe(hash(privateKeyPem(signer.key)));
    for (const certificate of [signer.certificate, ...signer.chain])
      expect(opened).toContain(certificatePem(certificate));
    expect(
      shop.run('openssl', 'pkcs12', '-in', 'p12', '-passin', `pass:${password}`, '-nodes', '-clcerts', '-nokeys')
        .output,
    ).toContain(certificatePem(signer.certificate));
    expect(open(`${password}x`).status).not.toBe(0);
  });
});
