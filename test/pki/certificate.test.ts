import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import {
  certificatePem,
  crlPem,
  oids,
  readCertificate,
  readCertificates,
  readCrl,
  verifyCertificate,
} from '../../src/pki/index.ts';
import { parseCertificate } from '../../src/pki/x509/certificate.ts';
import { readName, sameName } from '../../src/pki/x509/name.ts';
import { readDer } from '../../src/pki/der/element.ts';
import { ownerOf } from '../../src/pki/x509/owner.ts';
import { anna, issue, keyPair, MOMENT, testPki } from '../support/pki.ts';
import { craft } from './crafted-cms.ts';

const world = await testPki();
const { certificate, chain } = await world.identity('good', anna, 'p256');
const damaged = expect.objectContaining({ code: 'SIG-DAMAGED' });

const part = (type: string, text: string, tag = 0x0c) => der.setOf(der.sequence(der.oid(type), der.text(text, tag)));
const name = (...parts: Buffer[]) => readName(readDer(der.sequence(...parts)));

describe('a certificate', () => {
  test('is read as Node reads it', () => {
    const judge = new X509Certificate(certificate.raw);
    expect(certificate.serialHex).toBe(judge.serialNumber.toLowerCase());
    expect(certificate.fingerprint).toBe(judge.fingerprint256.replaceAll(':', '').toLowerCase());
    expect(certificate.notBefore).toBe(judge.validFromDate.getTime());
    expect(certificate.notAfter).toBe(judge.validToDate.getTime());
    expect(certificate.spki).toEqual(judge.publicKey.export({ type: 'spki', format: 'der' }));
  });

  test('tells its owner and who issued it', () => {
    expect(certificate.owner).toEqual(anna);
    expect(certificate.issuedBy).toMatchObject({ commonName: 'Учебный УЦ', ogrn: '1027700132195' });
    expect(certificate.keyUsage).toEqual(new Set(['digitalSignature', 'nonRepudiation']));
    expect(certificate.basicConstraints).toEqual({ ca: false });
    expect(world.authority.certificate.basicConstraints).toEqual({ ca: true, pathLength: 0 });
    expect(certificate.authorityKeyId).toBe(world.authority.certificate.subjectKeyId);
  });

  test('carries every field that an owner may have, and policies', async () => {
    const subject = {
      commonName: 'ООО «Ромашка»',
      surname: 'Смирнова',
      givenName: 'Анна Сергеевна',
      country: 'RU',
      organisation: 'ООО «Ромашка»',
      title: 'Генеральный директор',
      ogrn: '1027700132195',
      ogrnip: '304500116000157',
      snils: '11223344595',
      innPerson: '500100732259',
      innOrganisation: '7707083893',
    };
    const { publicKey } = await keyPair('person', 'p256');
    const full = issue(MOMENT, { subject, issuer: world.authority, publicKey, policies: ['1.2.643.100.113.1'] });
    expect(full.owner).toEqual(subject);
    expect(full.policies).toEqual(['1.2.643.100.113.1']);
  });

  test('is read from DER, base64, PEM with words around it, and bundles', () => {
    const prints = [certificate, ...chain].map(({ fingerprint }) => fingerprint).toSorted();
    const read = (file: Buffer) =>
      readCertificates(file)
        .map(({ fingerprint }) => fingerprint)
        .toSorted();
    const pem = `Выдан: Анне\n${[certificate, ...chain].map(certificatePem).join('\n')}`;
    const bundle = craft({ content: Buffer.alloc(0), identity: { certificate, chain, key: world.root.key } });
    const bundlePem = `-----BEGIN PKCS7-----\n${bundle.toString('base64')}\n-----END PKCS7-----`;
    expect(read(certificate.raw)).toEqual([certificate.fingerprint]);
    expect(read(Buffer.from(certificate.raw.toString('base64')))).toEqual([certificate.fingerprint]);
    for (const file of [Buffer.from(pem), bundle, Buffer.from(bundlePem)]) expect(read(file)).toEqual(prints);
    expect(readCertificate(Buffer.from(certificatePem(certificate))).owner).toEqual(anna);
    expect(() => readCertificate(Buffer.from(pem))).toThrow(damaged);
  });

  test.each([
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('привет')],
    ['PEM of something else', Buffer.from('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----')],
    ['PEM with a hole', Buffer.from('-----BEGIN CERTIFICATE-----\nMIIB!AAA\n-----END CERTIFICATE-----')],
    ['a list', world.trust.crls[0]?.raw ?? Buffer.alloc(0)],
    ['a certificate with a tail', Buffer.concat([certificate.raw, Buffer.from([0])])],
  ])('is not read from %s', (_name, file) => {
    expect(() => readCertificates(file)).toThrow(damaged);
  });

  test('with an extension twice, or a version that has none, is damaged', async () => {
    const { publicKey } = await keyPair('person', 'p256');
    const extension = { id: '1.2.3', critical: false, value: der.nothing() };
    const request = { subject: anna, issuer: world.authority, publicKey };
    expect(() => issue(MOMENT, { ...request, extensions: [extension, extension] })).toThrow(damaged);
    const { raw } = issue(MOMENT, request);
    const old = Buffer.from(raw.toString('hex').replace('a003020102', 'a003020100'), 'hex');
    expect(() => parseCertificate(old)).toThrow(damaged);
  });

  test('with a key that is none is read, but never relied on', () => {
    const key = certificate.spki;
    const broken = Buffer.from(certificate.raw);
    broken.fill(0xff, broken.indexOf(key) + key.length - 32, broken.indexOf(key) + key.length);
    const fake = parseCertificate(broken);
    const trust = { ...world.trust, intermediates: [fake], anchors: [world.root.certificate] };
    expect(verifyCertificate({ certificate: fake, trust, at: MOMENT }).outcome).not.toBe('TOTAL-PASSED');
  });

  test.each<[string, bigint]>([
    ['zero', 0n],
    ['negative', -5n],
    ['longer than 20 octets', 1n << 160n],
  ])('is not issued with a serial number that is %s', async (_name, serial) => {
    const { publicKey } = await keyPair('person', 'p256');
    expect(() => issue(MOMENT, { subject: anna, issuer: world.authority, publicKey, serial })).toThrow(RangeError);
  });
});

describe('a name', () => {
  test('is the same whatever its case, spaces and string type (RFC 5280 section 7.1)', () => {
    const one = name(part(oids.commonName, 'Учебный УЦ'));
    expect(sameName(one, name(part(oids.commonName, '  УЧЕБНЫЙ   уц ')))).toBe(true);
    expect(sameName(one, name(part(oids.commonName, 'Учебный УЦ', 0x1e)))).toBe(true);
    expect(sameName(one, name(part(oids.organisation, 'Учебный УЦ')))).toBe(false);
    expect(sameName(one, name(part(oids.commonName, 'УчебныйУЦ')))).toBe(false);
    expect(sameName(one, name(part(oids.commonName, 'Учебный УЦ'), part(oids.country, 'RU', 0x13)))).toBe(false);
  });

  test.each([
    ['a soft hyphen and other things that do not show', 'Учеб\u00adный\u200b УЦ\ufeff', 'учебный уц'],
    ['any kind of space', 'Учебный\u00a0\u2003\tУЦ', 'Учебный УЦ'],
    ['letters in compatible form', 'ＵＣ ﬁ № ½', 'uc fi no 1⁄2'],
    ['letters without a partner', 'STRASSE Σ', 'straße ς'],
    ['marks put together or apart', 'Й Ё', 'Й Ё'],
  ])('is the same with %s (RFC 4518)', (_name, one, other) => {
    expect(sameName(name(part(oids.commonName, one)), name(part(oids.commonName, other)))).toBe(true);
  });

  test('keeps the order of its parts', () => {
    const [a, b] = [part(oids.organisation, 'А'), part(oids.organisation, 'Б')];
    expect(sameName(name(a, b), name(b, a))).toBe(false);
  });

  test('cannot be forged by letters that look like structure', () => {
    const honest = name(part(oids.commonName, 'А'), part(oids.organisation, 'Б'));
    const sly = name(part(oids.commonName, `А"],["${oids.organisation}=Б`));
    expect(sameName(honest, sly)).toBe(false);
  });

  test('tells no owner where it contradicts itself', () => {
    const twice = name(
      part(oids.snils, '11223344595', 0x12),
      part(oids.snils, '08765430300', 0x12),
      part(oids.surname, 'Смирнова'),
    );
    expect(ownerOf(twice)).toEqual({ surname: 'Смирнова' });
  });

  test('puts an organisation’s number from the person’s field where it belongs', () => {
    expect(ownerOf(name(part(oids.innPerson, '007707083893', 0x12)))).toEqual({ innOrganisation: '7707083893' });
    expect(ownerOf(name(part(oids.innPerson, '500100732259', 0x12)))).toEqual({ innPerson: '500100732259' });
  });
});

describe('a revocation list', () => {
  test('is read back from DER and PEM', () => {
    const [list] = world.trust.crls;
    if (!list) throw new Error('a list was expected');
    for (const file of [list.raw, Buffer.from(crlPem(list))]) {
      expect(readCrl(file)).toMatchObject({
        thisUpdate: list.thisUpdate,
        nextUpdate: list.nextUpdate,
        number: 1n,
        revoked: { size: 50 },
      });
    }
    expect(() => readCrl(certificate.raw)).toThrow(damaged);
  });
});
