import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import {
  issueCrl,
  judgeToken,
  oids,
  readTimeStampResponse,
  signatureValue,
  signCms,
  timeStampRequest,
  verifySignature,
  withTimeStamp,
  type CertificateRequest,
  type TrustStore,
} from '../../src/pki/index.ts';
import { digest } from '../../src/pki/digests.ts';
import { anna, issue, keyPair, MOMENT, testPki, type Identity } from '../support/pki.ts';
import { attribute, reference } from './crafted-cms.ts';
import { stamper, token, written, type Told } from './crafted-stamp.ts';
import { describeWith, workshop } from './tools.ts';

const DAY = 86_400_000;
const world = await testPki();
const { trust } = world;
const content = Buffer.from('Прошу выдать архивную справку');

const good = await stamper();
const critical = der.sequence(der.oid('1.2.3'), der.boolean(true), der.octetString(der.nothing()));
const judge = (bytes: Buffer, over: Buffer = content) => judgeToken(bytes, over, trust, MOMENT);

describe('a time stamp', () => {
  test('proves when its data existed, to the millisecond', () => {
    expect(judge(token(content, good))).toMatchObject({ code: null, at: MOMENT });
    const precise = token(content, good, { time: `${written(MOMENT - 1_000).slice(0, -1)}.25Z` });
    expect(judge(precise)).toMatchObject({ code: null, at: MOMENT - 750 });
    const full = token(content, good, {
      tail: [
        der.sequence(der.integer(1)),
        der.boolean(true),
        der.integer(5),
        der.element(0xa0, der.element(0xa4, good.certificate.subject.raw)),
      ],
    });
    expect(judge(full)).toMatchObject({ code: null, authority: { owner: { commonName: 'Учебная служба времени' } } });
  });

  test.each<[string, string, Told]>([
    ['about other data', 'SIG-DIGEST', { imprint: digest('sha256', Buffer.from('другое')) }],
    ['by a digest cut short', 'SIG-DIGEST', { imprint: digest('sha256', content).subarray(0, 16) }],
    ['by SHA-1', 'SIG-ALGORITHM', { hash: der.sequence(der.oid(oids.sha1)) }],
    ['from tomorrow', 'SIG-NOT-YET', { at: MOMENT + DAY }],
    ['of an unknown version', 'SIG-DAMAGED', { version: 2 }],
    ['of no day', 'SIG-DAMAGED', { time: '20260231000000Z' }],
    ['without seconds', 'SIG-DAMAGED', { time: '202602210000Z' }],
    ['with a fraction that is not written as it has to be', 'SIG-DAMAGED', { time: '20261120090000.10Z' }],
    ['with freight', 'SIG-DAMAGED', { tail: [der.text('ещё')] }],
    ['with something critical', 'SIG-ALGORITHM', { tail: [der.element(0xa1, critical)] }],
  ])('%s proves nothing: %s', (_name, code, told) => {
    expect(judge(token(content, good, told)).code).toBe(code);
  });

  test.each<[string, string, Partial<CertificateRequest>]>([
    [
      'that is for documents as well',
      'SIG-USAGE',
      { extensions: [], purposes: [oids.timeStamping, oids.emailProtection] },
    ],
    ['whose purpose is not critical', 'SIG-USAGE', { extensions: [], purposes: [oids.timeStamping] }],
    ['without a purpose', 'SIG-USAGE', { extensions: [] }],
    ['whose key is not for signatures', 'SIG-USAGE', { keyUsage: ['keyAgreement'] }],
    ['that has run out', 'SIG-EXPIRED', { notBefore: MOMENT - 9 * DAY, notAfter: MOMENT - DAY }],
  ])('by a certificate %s proves nothing: %s', async (_name, code, special) => {
    expect(judge(token(content, await stamper(special))).code).toBe(code);
  });

  test('by a person, a stranger, or two at once proves nothing', async () => {
    expect(judge(token(content, await world.identity('good', anna, 'p256'))).code).toBe('SIG-USAGE');
    expect(judge(token(content, { ...good, key: world.authority.key })).code).toBe('SIG-INVALID');
    const stranger = await world.identity('unknown-issuer', anna, 'p256');
    expect(judge(token(content, stranger)).code).toBe('SIG-UNKNOWN-ISSUER');
    expect(judge(token(content, good, {}, { certificates: [] })).code).toBe('SIG-NOT-FOUND');
    const unnamed = ({ messageDigest }: { messageDigest: Buffer }) => [
      attribute(oids.contentType, der.oid(oids.timeStampInfo)),
      messageDigest,
    ];
    expect(judge(token(content, good, {}, { attributes: unnamed })).code).toBe('SIG-NOT-FOUND');
    const other = reference(world.root.certificate.raw);
    const misnamed = (honest: { messageDigest: Buffer }) => [
      ...unnamed(honest),
      attribute(oids.signingCertificateV2, other),
    ];
    expect(judge(token(content, good, {}, { attributes: misnamed })).code).toBe('SIG-NOT-FOUND');
    expect(judge(signCms({ content, ...good, at: null, detached: false })).code).toBe('SIG-DAMAGED');
  });
});

describe('a signature with a time stamp', () => {
  const person = { notBefore: MOMENT - 20 * DAY, notAfter: MOMENT - 2 * DAY };

  async function signer(special: Partial<CertificateRequest> = {}): Promise<Identity> {
    const { publicKey, privateKey } = await keyPair('person', 'p256');
    const certificate = issue(MOMENT, { subject: anna, issuer: world.authority, publicKey, ...special });
    return { certificate, key: privateKey, chain: [world.authority.certificate] };
  }

  function stamped(by: Identity, at: number): Buffer {
    const signature = signCms({ content, ...by, at: null, detached: true });
    return withTimeStamp(signature, token(signatureValue(signature), good, { at }));
  }

  const listed = (revokedAt: number | null, by: Identity): TrustStore => {
    const revoked = revokedAt === null ? [] : [{ serial: by.certificate.serial, at: revokedAt }];
    const list = (thisUpdate: number, issuer: Identity) =>
      issueCrl({ issuer, number: 9n, thisUpdate, nextUpdate: MOMENT + DAY, revoked });
    return { ...trust, crls: [list(MOMENT - 3 * DAY, world.authority), list(MOMENT - DAY, world.root)] };
  };

  const verdict = (signature: Buffer, store: TrustStore) =>
    verifySignature({ signature, content, trust: store, at: MOMENT });

  test('made before the certificate ran out passes, and tells what is proven', async () => {
    const by = await signer(person);
    const bare = signCms({ content, ...by, at: null, detached: true });
    expect(verdict(bare, listed(null, by)).code).toBe('SIG-EXPIRED');
    expect(verdict(stamped(by, MOMENT - 4 * DAY), listed(null, by))).toMatchObject({
      outcome: 'TOTAL-PASSED',
      provenTime: MOMENT - 4 * DAY,
      stampedBy: { owner: { commonName: 'Учебная служба времени' } },
    });
    expect(verdict(stamped(by, MOMENT - DAY), listed(null, by)).code).toBe('SIG-EXPIRED');
    expect(verdict(stamped(by, MOMENT - 30 * DAY), listed(null, by))).toMatchObject({
      outcome: 'TOTAL-FAILED',
      code: 'SIG-NOT-YET',
    });
  });

  test('made before the certificate was revoked passes', async () => {
    const by = await signer();
    const store = listed(MOMENT - 5 * DAY, by);
    expect(verdict(signCms({ content, ...by, at: null, detached: true }), store).code).toBe('SIG-REVOKED');
    expect(verdict(stamped(by, MOMENT - 6 * DAY), store).code).toBe(null);
    expect(verdict(stamped(by, MOMENT - 4 * DAY), store).code).toBe('SIG-REVOKED');
  });

  test('needs a list from before the certificate ran out', async () => {
    const by = await signer({ notBefore: MOMENT - 20 * DAY, notAfter: MOMENT - 4 * DAY });
    // The list is from a day later: an entry about a certificate that had run out might have been dropped.
    expect(verdict(stamped(by, MOMENT - 5 * DAY), listed(null, by)).code).toBe('SIG-STATUS-UNKNOWN');
  });

  test('is judged as if it had none when the stamp does not hold, or was taken from another', async () => {
    const by = await signer(person);
    const signature = signCms({ content, ...by, at: null, detached: true });
    const foreign = withTimeStamp(signature, token(Buffer.from('другое'), good, { at: MOMENT - 4 * DAY }));
    expect(verdict(foreign, listed(null, by))).toMatchObject({ code: 'SIG-EXPIRED' });
    expect(verdict(foreign, listed(null, by))).not.toHaveProperty('provenTime');
    const sound = await signer();
    const freight = withTimeStamp(signCms({ content, ...sound, at: null, detached: true }), der.integer(5));
    expect(verdict(freight, trust).code).toBe(null);
  });

  test('takes one stamp only, on one signer', () => {
    const once = withTimeStamp(signCms({ content, ...good, at: null, detached: true }), token(content, good));
    expect(() => withTimeStamp(once, token(content, good))).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
    expect(() => withTimeStamp(content, content)).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });
});

describeWith(['openssl'], 'a time stamp by openssl', () => {
  test('answers our request, and proves its moment', async () => {
    const shop = workshop();
    shop.writeIdentity('tsa', await stamper());
    shop.write('request', timeStampRequest({ data: content, hash: 'sha256', nonce: 1234567890123n }));
    shop.write('serial', '01');
    shop.write(
      'tsa.cnf',
      `[tsa]\ndefault_tsa = tsa1\n[tsa1]\nserial = serial\nsigner_digest = sha256\ndefault_policy = 1.2.3\ndigests = sha256\ness_cert_id_alg = sha256\n`,
    );
    const files = [
      '-queryfile',
      'request',
      '-signer',
      'tsa.crt',
      '-inkey',
      'tsa.key',
      '-chain',
      'tsa.chain',
      '-out',
      'response',
    ];
    const made = shop.run('openssl', 'ts', '-reply', '-config', 'tsa.cnf', ...files);
    expect(made).toMatchObject({ status: 0 });
    const now = Date.now() + 1_000;
    const today = await testPki(now);
    const stamp = readTimeStampResponse(shop.read('response'));
    // Its clock is the machine's, and so far from ours that no list and no certificate is in force: the order of reasons shows that all else holds.
    const store = { ...today.trust, anchors: [world.root.certificate] };
    const crls = [world.root, world.authority].map((issuer) =>
      issueCrl({ issuer, number: 1n, thisUpdate: now - DAY, nextUpdate: now + DAY, revoked: [] }),
    );
    const judged = judgeToken(stamp, content, { ...store, crls }, now);
    expect(judged).toMatchObject({ code: null });
    if (judged.code === null) expect(Math.abs(judged.at - now)).toBeLessThan(60_000);
    expect(judgeToken(stamp, Buffer.from('другое'), { ...store, crls }, now).code).toBe('SIG-DIGEST');
  });

  test('that was refused is none', () => {
    const refusal = der.sequence(der.sequence(der.integer(2)));
    expect(() => readTimeStampResponse(refusal)).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });
});
