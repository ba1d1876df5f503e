import { describe, expect, test } from '@jest/globals';
import { signCms, verifyCertificate, verifySignature, type SignRequest } from '../../src/pki/index.ts';
import { anna, MOMENT, signed, testPki, type Identity, type Standing } from '../support/pki.ts';

const world = await testPki();
const { trust } = world;
const content = Buffer.from('Прошу выдать архивную справку');
const good = await world.identity('good', anna, 'p256');

const judge = (signature: Buffer, at = MOMENT, over: Buffer = content) =>
  verifySignature({ signature, content: over, trust, at });
const make = (identity: Identity, special: Partial<SignRequest> = {}) =>
  signCms({ content, ...identity, at: MOMENT, detached: true, ...special });

const withAuthorities = ({ chain }: Identity) => ({ ...trust, intermediates: chain });

describe('a good signature', () => {
  test('passes and tells who signed, the chain and the claimed time', async () => {
    const identity = await world.identity();
    const verdict = judge(signed(content, identity));
    expect(verdict).toMatchObject({ outcome: 'TOTAL-PASSED', code: null, indication: null, claimedTime: MOMENT });
    expect(verdict.signer?.owner).toEqual(anna);
    expect(verdict.chain?.map(({ owner }) => owner.commonName)).toEqual([
      'Смирнова Анна Сергеевна',
      'Учебный УЦ',
      'Учебный головной центр',
    ]);
    expect(verdict.signers?.map(({ fingerprint }) => fingerprint)).toEqual([identity.certificate.fingerprint]);
  });

  test.each(['p256', 'p384', 'p521'] as const)('passes with a key on %s', async (kind) => {
    expect(judge(signed(content, await world.identity('good', anna, kind))).outcome).toBe('TOTAL-PASSED');
  });

  test('passes when the content is attached, and only for this content', () => {
    const attached = make(good, { detached: false });
    expect(judge(attached).outcome).toBe('TOTAL-PASSED');
    expect(judge(attached, MOMENT, Buffer.from('другое')).code).toBe('SIG-DIGEST');
  });

  test('passes over nothing at all', () => {
    const empty = Buffer.alloc(0);
    expect(judge(make(good, { content: empty }), MOMENT, empty).outcome).toBe('TOTAL-PASSED');
    expect(judge(make(good, { content: empty, detached: false })).code).toBe('SIG-DIGEST');
  });

  test('passes in PEM and in bare base64 with line ends', () => {
    const base64 = signed(content, good).toString('base64').replace(/.{64}/g, '$&\r\n');
    expect(judge(Buffer.from(base64)).outcome).toBe('TOTAL-PASSED');
    for (const label of ['CMS', 'PKCS7', 'SIGNED MESSAGE']) {
      const pem = `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----\n`;
      expect(judge(Buffer.from(pem)).outcome).toBe('TOTAL-PASSED');
      expect(judge(Buffer.from(pem + pem)).code).toBe('SIG-DAMAGED');
    }
  });

  test('needs the authorities from somewhere: the signature or the store', () => {
    const alone = make(good, { chain: [] });
    expect(judge(alone).code).toBe('SIG-UNKNOWN-ISSUER');
    const knowing = { ...trust, intermediates: [world.authority.certificate] };
    expect(verifySignature({ signature: alone, content, trust: knowing, at: MOMENT }).outcome).toBe('TOTAL-PASSED');
  });

  test('claims no time where it says none', () => {
    expect(judge(make(good, { at: null }))).not.toHaveProperty('claimedTime');
  });
});

describe('a certificate in a bad standing', () => {
  test.each<[Standing, string, string, string]>([
    ['expired', 'SIG-EXPIRED', 'INDETERMINATE', 'Смирнова Анна Сергеевна'],
    ['not-yet-valid', 'SIG-NOT-YET', 'TOTAL-FAILED', 'Смирнова Анна Сергеевна'],
    ['revoked', 'SIG-REVOKED', 'INDETERMINATE', 'Смирнова Анна Сергеевна'],
    ['unknown-issuer', 'SIG-UNKNOWN-ISSUER', 'INDETERMINATE', 'Смирнова Анна Сергеевна'],
    ['impostor', 'SIG-UNKNOWN-ISSUER', 'INDETERMINATE', 'Смирнова Анна Сергеевна'],
    ['wrong-usage', 'SIG-USAGE', 'INDETERMINATE', 'Смирнова Анна Сергеевна'],
    ['expired-authority', 'SIG-EXPIRED', 'INDETERMINATE', 'Старый УЦ'],
    ['revoked-authority', 'SIG-REVOKED', 'INDETERMINATE', 'Отозванный УЦ'],
    ['unlisted', 'SIG-STATUS-UNKNOWN', 'INDETERMINATE', 'Смирнова Анна Сергеевна'],
  ])('%s gives %s', async (standing, code, outcome, faulty) => {
    const identity = await world.identity(standing, anna, 'p256');
    const verdict = judge(signed(content, identity));
    expect(verdict).toMatchObject({ code, outcome });
    expect(verdict.signer?.owner).toEqual(anna);
    if (standing !== 'impostor') expect(verdict.faulty?.owner.commonName).toBe(faulty);
    expect(
      verifyCertificate({ certificate: identity.certificate, trust: withAuthorities(identity), at: MOMENT }).code,
    ).toBe(code);
  });

  test('the moment of judging decides, not the time that the signer claims', async () => {
    const expired = await world.identity('expired', anna, 'p256');
    const backdated = make(expired, { at: expired.certificate.notBefore + 1_000 });
    expect(judge(backdated)).toMatchObject({ code: 'SIG-EXPIRED', claimedTime: expired.certificate.notBefore + 1_000 });
  });

  test('both ends of the validity belong to it', () => {
    const { certificate } = good;
    const judged = (at: number) =>
      verifyCertificate({ certificate, trust: { ...withAuthorities(good), crls: [] }, at }).code;
    // Without lists nothing passes, but dates are told first.
    expect(
      [certificate.notBefore - 1, certificate.notBefore, certificate.notAfter, certificate.notAfter + 1].map(judged),
    ).toEqual(['SIG-NOT-YET', 'SIG-STATUS-UNKNOWN', 'SIG-STATUS-UNKNOWN', 'SIG-EXPIRED']);
  });
});
