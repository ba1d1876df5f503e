import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { extension } from '../../src/pki/x509/issue-certificate.ts';
import {
  oids,
  readOcsp,
  verifyCertificate,
  verifyCrl,
  verifyOcsp,
  type CertificateRequest,
  type Crl,
  type Issuer,
} from '../../src/pki/index.ts';
import { anna, issue, keyPair, MOMENT, testPki, type Identity } from '../support/pki.ts';
import { craftAnswer, wrapped, type CraftedAnswer } from './crafted-ocsp.ts';
import { craftList, scope } from './crafted-crl.ts';
import { emptyList } from './hierarchy.ts';
import { uncovered } from './mutation.ts';
import { describeWith, workshop } from './tools.ts';

const HOUR = 3_600_000;
const world = await testPki();
const { certificate } = await world.identity('good', anna, 'p256');
const authority = world.authority;
const issuer = authority.certificate;

async function delegate(special: Partial<CertificateRequest> = {}, by: Issuer = authority): Promise<Issuer> {
  const { publicKey, privateKey } = await keyPair('responder', 'p256');
  const subject = { commonName: 'Учебная служба ответов' };
  const own = { keyUsage: ['digitalSignature'], purposes: [oids.ocspSigning] } as const;
  return { certificate: issue(MOMENT, { subject, issuer: by, publicKey, ...own, ...special }), key: privateKey };
}

const answer = (parts: Partial<CraftedAnswer> = {}) => craftAnswer({ certificate, issuer, by: authority, ...parts });
const judge = (response: Buffer, at = MOMENT) => verifyOcsp({ response, certificate, issuer, at });
const extra = (critical: boolean) => [extension('1.2.3', critical, der.nothing())];

describe('an answer about a certificate', () => {
  test.each<[string, string, Partial<CraftedAnswer>]>([
    ['by its issuer', 'good', {}],
    ['by its issuer’s key', 'good', { byKey: true }],
    ['that names it by SHA-256', 'good', { hash: 'sha256' }],
    ['that it is revoked', 'revoked', { status: { revokedAt: MOMENT - HOUR, reason: 1 } }],
    ['that it is not known', 'unknown', { status: 'unknown' }],
    ['about another number', 'invalid', { serial: 5n }],
    ['that names it by MD5', 'invalid', { hash: 'md5' }],
    ['of another issuer', 'invalid', { issuer: world.root.certificate }],
    ['that has run out', 'invalid', { nextUpdate: MOMENT - 1_000 }],
    ['from the future', 'invalid', { thisUpdate: MOMENT + 1_000 }],
    ['made in the future', 'invalid', { producedAt: MOMENT + 1_000 }],
    ['without an end, fresh', 'good', { nextUpdate: null }],
    ['without an end, old', 'invalid', { nextUpdate: null, thisUpdate: MOMENT - 25 * HOUR }],
    ['with a note', 'good', { extensions: extra(false), singleExtensions: extra(false) }],
    ['with a critical note', 'invalid', { extensions: extra(true) }],
    ['with a critical note on one', 'invalid', { singleExtensions: extra(true) }],
    ['of a later version', 'invalid', { version: 1 }],
    ['by a stranger under its issuer’s name', 'invalid', { by: { certificate: issuer, key: world.root.key } }],
    ['by the issuer’s issuer', 'invalid', { by: world.root }],
  ])('%s is %s', (_name, status, parts) => {
    expect(judge(answer(parts))).toBe(status);
  });

  test('by a delegate counts when the issuer made it one', async () => {
    const by = await delegate();
    expect(judge(answer({ by, certificates: [by.certificate] }))).toBe('good');
    expect(judge(answer({ by, byKey: true, certificates: [issuer, by.certificate] }))).toBe('good');
    expect(judge(answer({ by }))).toBe('invalid');
    const wrong: readonly Issuer[] = [
      await delegate({ purposes: [oids.clientAuth] }),
      await delegate({ keyUsage: ['keyEncipherment'] }),
      await delegate({ notAfter: MOMENT - 1_000 }),
      await delegate({}, world.root),
      await delegate({}, { certificate: issuer, key: world.root.key }),
      await delegate({ extensions: [{ id: '1.2.3', critical: true, value: der.nothing() }] }),
      await delegate({ ca: {}, keyUsage: ['keyCertSign'] }),
    ];
    for (const one of wrong) expect(judge(answer({ by: one, certificates: [one.certificate] }))).toBe('invalid');
  });

  test('is asked of the right issuer, while that one is in force', () => {
    expect(verifyOcsp({ response: answer(), certificate, issuer: world.root.certificate, at: MOMENT })).toBe('invalid');
    const late = issuer.notAfter + HOUR;
    const response = answer({ thisUpdate: late - HOUR, producedAt: late - HOUR, nextUpdate: late + HOUR });
    expect(judge(response, late)).toBe('invalid');
  });

  test('may fail to come, and may be anything else', () => {
    expect(judge(wrapped(3))).toBe('unknown');
    for (const response of [wrapped(0), wrapped(3, der.nothing()), Buffer.alloc(0), certificate.raw, Buffer.from('да')])
      expect(judge(response)).toBe('invalid');
  });

  test('changed in any single byte is not good', () => {
    const response = answer();
    const places = uncovered(response, [0x01, 0xff], (changed) => ({
      outcome: judge(changed) === 'good' ? 'TOTAL-PASSED' : 'INDETERMINATE',
      code: null,
      indication: null,
    }));
    expect(places).toEqual([]);
  });
});

describe('a path', () => {
  function code(answers: readonly Buffer[], crls: readonly Crl[] = []) {
    const trust = {
      anchors: [world.root.certificate],
      intermediates: [issuer],
      crls: [emptyList(world.root), ...crls],
      answers: answers.map(readOcsp),
    };
    return verifyCertificate({ certificate, trust, at: MOMENT }).code;
  }

  test('may rest on answers instead of lists; a revocation counts wherever it is told', async () => {
    const revoked = answer({ status: { revokedAt: MOMENT - HOUR } });
    expect(code([])).toBe('SIG-STATUS-UNKNOWN');
    expect(code([answer()])).toBe(null);
    expect(code([answer({ status: 'unknown' })])).toBe('SIG-STATUS-UNKNOWN');
    expect(code([answer({ status: 'unknown' })], [emptyList(authority)])).toBe(null);
    expect(code([revoked], [emptyList(authority)])).toBe('SIG-REVOKED');
    const listed = craftList(authority, { entries: [{ serial: certificate.serial }] });
    expect(code([answer()], [listed])).toBe('SIG-REVOKED');
    expect(code([answer({ status: { revokedAt: MOMENT + HOUR } })])).toBe(null);
  });

  test('does not believe a delegate that the issuer revoked', async () => {
    const by = await delegate();
    const response = answer({ by, certificates: [by.certificate] });
    const other = craftList(authority, { entries: [{ serial: by.certificate.serial }], scope: scope({ only: 2 }) });
    expect(code([response])).toBe(null);
    expect(code([response], [other])).toBe('SIG-STATUS-UNKNOWN');
    const free = await delegate({ extensions: [{ id: oids.ocspNoCheck, critical: false, value: der.nothing() }] });
    expect(code([answer({ by: free, certificates: [free.certificate] })], [other])).toBe(null);
  });
});

describe('a single list', () => {
  const judgeList = (crl: Crl, special: Partial<Parameters<typeof verifyCrl>[0]> = {}) =>
    verifyCrl({ crl: crl.raw, issuer, at: MOMENT, ...special });
  const listed = craftList(authority, { entries: [{ serial: certificate.serial }] });

  test.each<[string, string, Crl, Partial<Parameters<typeof verifyCrl>[0]>]>([
    ['itself', 'good', emptyList(authority), {}],
    ['about a certificate', 'good', emptyList(authority), { certificate }],
    ['that names it', 'revoked', listed, { certificate }],
    ['of authorities only', 'unknown', craftList(authority, { scope: scope({ only: 2 }) }), { certificate }],
    ['that is a delta', 'unknown', craftList(authority, { number: 2, base: 1 }), { certificate }],
    ['that has run out', 'invalid', emptyList(authority), { at: MOMENT + 9 * 24 * HOUR }],
    ['from the future', 'invalid', emptyList(authority), { at: MOMENT - 9 * 24 * HOUR }],
    ['of another issuer', 'invalid', emptyList(world.root), {}],
    ['by a stranger', 'invalid', emptyList({ certificate: issuer, key: world.root.key }), {}],
    ['with something critical', 'invalid', craftList(authority, { extensions: extra(true) }), {}],
  ])('%s is %s', (_name, status, crl, special) => {
    expect(judgeList(crl, special)).toBe(status);
  });

  test('does not answer for a certificate of a namesake, whatever its number', async () => {
    const forged = await world.identity('impostor', anna, 'p256');
    expect(forged.certificate.issuer.canonical).toBe(issuer.subject.canonical);
    for (const crl of [
      emptyList(authority),
      craftList(authority, { entries: [{ serial: forged.certificate.serial }] }),
    ])
      expect(judgeList(crl, { certificate: forged.certificate })).toBe('unknown');
  });

  test('that is none is invalid', () => {
    expect(verifyCrl({ crl: certificate.raw, issuer, at: MOMENT })).toBe('invalid');
    expect(verifyCrl({ crl: Buffer.alloc(0), issuer, at: MOMENT })).toBe('invalid');
  });

  test('changed in any single byte is not good', () => {
    const { raw } = emptyList(authority);
    const places = uncovered(raw, [0x01, 0xff], (crl) => ({
      outcome: verifyCrl({ crl, issuer, at: MOMENT }) === 'good' ? 'TOTAL-PASSED' : 'INDETERMINATE',
      code: null,
      indication: null,
    }));
    expect(places).toEqual([]);
  });
});

describeWith(['openssl'], 'an answer by openssl', () => {
  test('is read and judged', async () => {
    const now = Date.now();
    const shop = workshop();
    const today = await testPki(now);
    const person: Identity = await today.identity('good', anna, 'rsa');
    const revoked: Identity = await today.identity('revoked', anna, 'rsa');
    const responder = await delegate({ notBefore: now - HOUR, notAfter: now + HOUR }, today.authority);
    shop.writeIdentity('ca', today.authority);
    shop.writeIdentity('person', person);
    shop.writeIdentity('revoked', revoked);
    shop.writeIdentity('responder', { ...responder, chain: [] });
    const line = (state: string, at: string, one: Identity) =>
      `${state}\t361231235959Z\t${at}\t${one.certificate.serialHex.toUpperCase()}\tunknown\t/CN=x\n`;
    shop.write('index', line('V', '', person) + line('R', '260101000000Z', revoked));
    const status = (name: string, by: string, ...more: readonly string[]) => {
      const signer = ['-index', 'index', '-CA', 'ca.crt', '-rsigner', `${by}.crt`, '-rkey', `${by}.key`];
      shop.run(
        'openssl',
        'ocsp',
        ...signer,
        '-issuer',
        'ca.crt',
        '-cert',
        `${name}.crt`,
        '-respout',
        'response',
        ...more,
      );
      const asked = name === 'person' ? person : revoked;
      return verifyOcsp({
        response: shop.read('response'),
        certificate: asked.certificate,
        issuer: today.authority.certificate,
        at: Date.now(),
      });
    };
    expect(status('person', 'ca', '-ndays', '1')).toBe('good');
    expect(status('person', 'responder')).toBe('good');
    expect(status('person', 'responder', '-resp_key_id', '-nmin', '5')).toBe('good');
    expect(status('revoked', 'responder')).toBe('revoked');
    shop.write('index', '');
    expect(status('person', 'responder')).toBe('unknown');
    expect(status('person', 'revoked')).toBe('invalid');
  });
});
