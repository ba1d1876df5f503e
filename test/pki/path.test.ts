import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { oids, verifyCertificate, type CertificateRequest, type Crl, type issueCrl } from '../../src/pki/index.ts';
import { anna, issue, keyPair, MOMENT, testPki } from '../support/pki.ts';
import { authority, DAY, emptyList, judge, signerUnder } from './hierarchy.ts';

const world = await testPki();
const person = await keyPair('person', 'p256');

describe('a path', () => {
  test('may go through several authorities', () => {
    const one = authority(world.root, 'Первый');
    const two = authority(one, 'Второй');
    const three = authority(two, 'Третий');
    expect(judge(signerUnder(three), [three, one, two])).toMatchObject({
      outcome: 'TOTAL-PASSED',
      chain: { length: 5 },
    });
    expect(judge(signerUnder(three), [three, one]).code).toBe('SIG-UNKNOWN-ISSUER');
  });

  test('is no longer than an authority allows; renewals of its own key do not count', () => {
    const one = authority(world.root, 'Первый', { ca: { pathLength: 0 } });
    const renewed = authority(one, 'Первый');
    const two = authority(one, 'Второй');
    expect(judge(signerUnder(one), [one]).code).toBe(null);
    expect(judge(signerUnder(renewed), [renewed, one]).code).toBe(null);
    expect(judge(signerUnder(two), [one, two])).toMatchObject({
      code: 'SIG-CHAIN',
      faulty: { owner: { commonName: 'Первый' } },
    });
  });

  test('never leads through a person’s certificate', () => {
    const impostor = { certificate: signerUnder(world.authority), key: person.privateKey };
    expect(judge(signerUnder(impostor), [world.authority, impostor]).code).toBe('SIG-CHAIN');
  });

  test('never leads through an authority whose key is not for certificates', () => {
    const clerk = authority(world.root, 'Делопроизводитель', { keyUsage: ['cRLSign', 'digitalSignature'] });
    expect(judge(signerUnder(clerk), [clerk])).toMatchObject({
      code: 'SIG-USAGE',
      faulty: { owner: { commonName: 'Делопроизводитель' } },
    });
  });

  test.each<[string, boolean, string | null]>([
    ['1.2.643.100.111', false, null],
    ['1.2.643.100.111', true, 'SIG-CHAIN'],
    ['1.3.6.1.5.5.7.1.99', true, 'SIG-CHAIN'],
    [oids.subjectAltName, true, null],
    [oids.certificateIssuer, true, 'SIG-CHAIN'],
    [oids.policyConstraints, false, 'SIG-DAMAGED'],
    [oids.policyConstraints, true, 'SIG-DAMAGED'],
    [oids.crlDistributionPoints, false, 'SIG-DAMAGED'],
  ])('with extension %s, critical %s, gives %s', (id, critical, code) => {
    const extensions = [{ id, critical, value: der.sequence() }];
    expect(judge(signerUnder(world.authority, { extensions }), [world.authority]).code).toBe(code);
    const above = authority(world.root, 'Особый', { extensions });
    expect(judge(signerUnder(above), [above]).code).toBe(code);
  });

  test.each<[string, Partial<CertificateRequest>, string | null]>([
    ['for signatures', { keyUsage: ['digitalSignature'] }, null],
    ['that cannot be denied', { keyUsage: ['nonRepudiation'] }, null],
    ['for key exchange', { keyUsage: ['keyAgreement'] }, 'SIG-USAGE'],
    ['for mail and login', { purposes: [oids.emailProtection, oids.clientAuth] }, null],
    ['for a server and something of its own', { purposes: [oids.serverAuth, '1.2.643.2.2.34.6'] }, null],
    ['for a server only', { purposes: [oids.serverAuth] }, 'SIG-USAGE'],
    ['for time stamps only', { purposes: [oids.timeStamping] }, 'SIG-USAGE'],
  ])('to a key %s', (_name, special, code) => {
    expect(judge(signerUnder(world.authority, special), [world.authority]).code).toBe(code);
  });

  test('is found among authorities of one name, whichever order they stand in', async () => {
    const other = await keyPair('other', 'p256');
    const namesake = { ...authority(world.root, 'Учебный УЦ', { publicKey: other.publicKey }), key: other.privateKey };
    const certificate = signerUnder(namesake);
    const lists = [emptyList(world.root), emptyList(namesake)];
    for (const intermediates of [
      [world.authority, namesake],
      [namesake, world.authority],
    ].map((pair) => pair.map((one) => one.certificate))) {
      expect(
        verifyCertificate({
          certificate,
          trust: { anchors: [world.root.certificate], intermediates, crls: lists },
          at: MOMENT,
        }).code,
      ).toBe(null);
    }
  });

  test('to a trusted root that has run out is refused', () => {
    const late = world.root.certificate.notAfter + 1;
    const certificate = issue(late, { subject: anna, issuer: world.root, publicKey: person.publicKey });
    const trust = { anchors: [world.root.certificate], intermediates: [], crls: [] };
    expect(verifyCertificate({ certificate, trust, at: late })).toMatchObject({
      code: 'SIG-EXPIRED',
      faulty: { owner: world.root.certificate.owner },
    });
  });

  test('from a certificate that signed itself leads nowhere, even when it calls itself trusted', () => {
    const subject = world.root.certificate.owner;
    const certificate = issue(MOMENT, {
      subject,
      issuer: { self: person.privateKey },
      publicKey: person.publicKey,
      ca: {},
    });
    expect(judge(certificate, []).code).toBe('SIG-UNKNOWN-ISSUER');
  });

  test('through a maze of authorities that vouch for each other ends soon', () => {
    const names = Array.from({ length: 8 }, (_, index) => `Круг ${index}`);
    const makers = names.map((commonName) => authority(world.authority, commonName));
    const maze = makers.flatMap((maker) => names.map((commonName) => authority(maker, commonName)));
    const first = maze[0];
    if (!first) throw new Error('an empty maze');
    const certificate = signerUnder(first);
    const intermediates = maze.map((one) => one.certificate);
    const verdict = verifyCertificate({
      certificate,
      trust: { anchors: [world.root.certificate], intermediates, crls: [] },
      at: MOMENT,
    });
    expect(verdict.code).toBe('SIG-UNKNOWN-ISSUER');
  });
});

describe('revocation', () => {
  const certificate = signerUnder(world.authority);
  const entry = { serial: certificate.serial, at: MOMENT - 1_000, reason: 'keyCompromise' as const };

  function judgeWith(...lists: Crl[]) {
    const crls = [emptyList(world.root), ...lists];
    const trust = { anchors: [world.root.certificate], intermediates: [world.authority.certificate], crls };
    return verifyCertificate({ certificate, trust, at: MOMENT }).code;
  }

  test.each<[string, Partial<Parameters<typeof issueCrl>[0]>, string | null]>([
    ['a current list without it', {}, null],
    ['a current list with it', { revoked: [entry] }, 'SIG-REVOKED'],
    ['a list that has run out', { nextUpdate: MOMENT - 1_000 }, 'SIG-STATUS-UNKNOWN'],
    ['a list from the future', { thisUpdate: MOMENT + 1_000 }, 'SIG-STATUS-UNKNOWN'],
    ['a list that names another number', { revoked: [{ ...entry, serial: 1n }] }, null],
  ])('by %s', (_name, special, code) => {
    expect(judgeWith(emptyList(world.authority, special))).toBe(code);
  });

  test('without any list is unknown', () => {
    expect(judgeWith()).toBe('SIG-STATUS-UNKNOWN');
  });

  test('is told by the newest of several lists', () => {
    const held = emptyList(world.authority, { revoked: [entry], thisUpdate: MOMENT - 2 * DAY });
    const released = emptyList(world.authority, { number: 2n });
    expect(judgeWith(held, released)).toBe(null);
    expect(judgeWith(released, emptyList(world.authority, { revoked: [entry], number: 3n }))).toBe('SIG-REVOKED');
  });

  test('is not told by another authority’s list, nor by one that a stranger signed', () => {
    expect(judgeWith(emptyList(authority(world.root, 'Иной УЦ')))).toBe('SIG-STATUS-UNKNOWN');
    expect(judgeWith(emptyList({ certificate: world.authority.certificate, key: person.privateKey }))).toBe(
      'SIG-STATUS-UNKNOWN',
    );
  });

  test('is not told by an authority whose key is not for lists', () => {
    const silent = authority(world.root, 'Без списков', { keyUsage: ['keyCertSign'] });
    expect(judge(signerUnder(silent), [silent]).code).toBe('SIG-STATUS-UNKNOWN');
  });
});
