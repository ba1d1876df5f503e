import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { oids, verifySignature } from '../../src/pki/index.ts';
import { anna, issue, MOMENT, signed, testPki, vera, type Identity } from '../support/pki.ts';
import { attribute, craft, craftSigner, honestAttributes, sha256Id, type Crafted } from './crafted-cms.ts';

const world = await testPki();
const { trust } = world;
const content = Buffer.from('Прошу выдать архивную справку');
const good = await world.identity('good', anna, 'p256');

const judge = (signature: Buffer, at = MOMENT, over: Buffer = content) =>
  verifySignature({ signature, content: over, trust, at });

describe('a signature that does not hold', () => {
  const crafted = (parts: Partial<Crafted> = {}) => craft({ content, identity: good, ...parts });
  const code = (parts: Partial<Crafted>) => judge(crafted(parts)).code;

  test('stands beside one that does, made by the same hand', () => {
    expect(judge(crafted()).outcome).toBe('TOTAL-PASSED');
    expect(judge(crafted({ attributes: null })).outcome).toBe('TOTAL-PASSED');
    expect(judge(crafted({ attached: content })).outcome).toBe('TOTAL-PASSED');
  });

  test('over other content', () => {
    const other = Buffer.from('Прошу другое');
    const failed = { outcome: 'TOTAL-FAILED', code: 'SIG-DIGEST', indication: 'HASH_FAILURE' };
    expect(judge(crafted(), MOMENT, other)).toMatchObject(failed);
    expect(judge(crafted({ attributes: null }), MOMENT, other).code).toBe('SIG-INVALID');
    expect(judge(crafted({ attached: other }), MOMENT).code).toBe('SIG-DIGEST');
  });

  test('with attributes changed afterwards', () => {
    const signature = signed(content, good);
    const at = signature.indexOf('261120090000Z');
    expect(at).toBeGreaterThan(0);
    signature.write('261120100000Z', at);
    expect(judge(signature)).toMatchObject({ outcome: 'TOTAL-FAILED', code: 'SIG-INVALID' });
  });

  test('whose attributes are passed off as a document', () => {
    const { contentType, messageDigest } = honestAttributes(content);
    const document = der.element(0x31, contentType, messageDigest);
    expect(judge(crafted({ attributes: () => [contentType, messageDigest] })).outcome).toBe('TOTAL-PASSED');
    expect(judge(craft({ content: document, identity: good, attributes: null }), MOMENT, document).code).toBe(
      'SIG-DAMAGED',
    );
  });

  test('by a key that is not the certificate’s, which we never make ourselves', () => {
    expect(() => signed(content, { ...good, key: world.authority.key })).toThrow(RangeError);
    expect(judge(crafted({ identity: { ...good, key: world.authority.key } })).code).toBe('SIG-INVALID');
  });

  test('with another certificate of the same key put in its place', async () => {
    const hers = await world.identity('good', vera, 'p256');
    const named = der.sequence(hers.certificate.issuer.raw, der.integer(hers.certificate.serial));
    const certificates = [hers.certificate, ...hers.chain].map(({ raw }) => raw);
    expect(code({ signerId: named, certificates })).toBe('SIG-NOT-FOUND');
    // Without the attribute nothing binds the certificate: that is what it is there for.
    const bare = crafted({
      signerId: named,
      certificates,
      attributes: ({ contentType, messageDigest }) => [contentType, messageDigest],
    });
    expect(judge(bare)).toMatchObject({ outcome: 'TOTAL-PASSED', signer: { owner: vera } });
  });

  test('that names its certificate wrongly in any part', () => {
    const raw = good.certificate.raw;
    const other = world.root.certificate;
    const hash = (certificate: Buffer) => der.octetString(createHash('sha256').update(certificate).digest());
    const issuer = (name: Buffer) => der.sequence(der.element(0xa4, name));
    const v2 = (...parts: Buffer[]) => der.sequence(der.sequence(der.sequence(...parts)));
    const judged = (value: Buffer) =>
      code({
        attributes: ({ contentType, messageDigest }) => [
          contentType,
          messageDigest,
          attribute(oids.signingCertificateV2, value),
        ],
      });
    const serial = der.integer(good.certificate.serial);
    expect(judged(v2(hash(raw), der.sequence(issuer(good.certificate.issuer.raw), serial)))).toBe(null);
    expect(judged(v2(sha256Id, hash(raw)))).toBe(null);
    expect(judged(v2(hash(other.raw)))).toBe('SIG-NOT-FOUND');
    expect(judged(v2(hash(raw), der.sequence(issuer(other.issuer.raw), serial)))).toBe('SIG-NOT-FOUND');
    expect(judged(v2(hash(raw), der.sequence(issuer(good.certificate.issuer.raw), der.integer(1))))).toBe(
      'SIG-NOT-FOUND',
    );
    expect(judged(der.sequence(der.sequence()))).toBe('SIG-DAMAGED');
    expect(judged(v2(der.sequence(der.oid(oids.sha1)), hash(raw)))).toBe('SIG-ALGORITHM');
  });

  test('of several signers when one fails', async () => {
    const join = (second: Identity) => {
      const signer = craftSigner({ content, identity: second });
      const certificates = [good, second].flatMap(({ certificate, chain }) => [
        certificate.raw,
        ...chain.map(({ raw }) => raw),
      ]);
      return judge(
        crafted({
          certificates: certificates.filter((raw, index) => certificates.findIndex((one) => one.equals(raw)) === index),
          moreSigners: [signer],
        }),
      );
    };
    const signers = expect.arrayContaining([
      expect.objectContaining({ owner: anna }),
      expect.objectContaining({ owner: vera }),
    ]);
    expect(join(await world.identity('good', vera, 'p256'))).toMatchObject({ outcome: 'TOTAL-PASSED', signers });
    expect(join(await world.identity('unknown-issuer', vera, 'p256'))).toMatchObject({
      code: 'SIG-UNKNOWN-ISSUER',
      signer: { owner: vera },
      signers,
    });
    const broken = await world.identity('good', vera, 'p256');
    expect(join({ ...broken, key: world.root.key })).toMatchObject({ code: 'SIG-INVALID', signer: { owner: vera } });
  });

  test('by Ed25519 goes with SHA-512 (RFC 8419), and stands beside one that holds', () => {
    const pair = generateKeyPairSync('ed25519');
    const certificate = issue(MOMENT, { subject: anna, issuer: world.authority, publicKey: pair.publicKey });
    const identity = { certificate, key: pair.privateKey, chain: good.chain };
    const sha512 = der.sequence(der.oid(oids.sha512));
    const by = { identity, signatureAlgorithm: der.sequence(der.oid(oids.ed25519)) };
    const whole = { ...by, hash: 'sha512', digests: [sha512], digestAlgorithm: sha512 };
    expect(code(whole)).toBe(null);
    expect(code({ ...whole, attributes: null })).toBe(null);
    expect(judge(crafted({ ...whole, attributes: null }), MOMENT, Buffer.from('другое')).code).toBe('SIG-INVALID');
    expect(code(by)).toBe('SIG-ALGORITHM');
    expect(code({ ...whole, identity: good })).toBe('SIG-ALGORITHM');
  });

  test('keeps to the algorithms that its signer names (RFC 6211)', () => {
    const es256 = der.oid(oids.ecdsaWithSha256);
    const sha512Id = der.sequence(der.oid(oids.sha512));
    const judged = (...named: Buffer[]) =>
      code({ attributes: (a) => [...Object.values(a), attribute(oids.algorithmProtection, der.sequence(...named))] });
    expect(judged(sha256Id, der.element(0xa1, es256))).toBe(null);
    expect(judged(der.sequence(der.oid(oids.sha256), der.nothing()), der.element(0xa1, es256))).toBe(null);
    expect(judged(sha512Id, der.element(0xa1, es256))).toBe('SIG-INVALID');
    expect(judged(sha256Id, der.element(0xa1, der.oid(oids.ecdsaWithSha512)))).toBe('SIG-INVALID');
    expect(judged(sha256Id, der.element(0xa1, es256, der.integer(1)))).toBe('SIG-INVALID');
    expect(judged(sha256Id, der.element(0xa2, es256))).toBe('SIG-DAMAGED');
    expect(judged(sha256Id)).toBe('SIG-DAMAGED');
    expect(judged(sha256Id, der.element(0xa1, es256), der.element(0xa2, es256))).toBe('SIG-DAMAGED');
  });

  test('names its signer by key identifier, or not at all', () => {
    const keyId = Buffer.from(good.certificate.subjectKeyId ?? '', 'hex');
    const named = (id: Buffer) => code({ version: 3, signerVersion: 3, signerId: der.element(0x80, id) });
    expect(named(keyId)).toBe(null);
    expect(named(Buffer.alloc(20))).toBe('SIG-NOT-FOUND');
    expect(named(Buffer.alloc(0))).toBe('SIG-NOT-FOUND');
  });

  test('is none: a bundle, a text, nothing, half of one', () => {
    const bundle = der.sequence(
      der.oid(oids.signedData),
      der.element(
        0xa0,
        der.sequence(
          der.integer(1),
          der.setOf(),
          der.sequence(der.oid(oids.data)),
          der.element(0xa0, good.certificate.raw),
          der.setOf(),
        ),
      ),
    );
    const whole = signed(content, good);
    const others = [
      bundle,
      Buffer.from('привет'),
      Buffer.alloc(0),
      whole.subarray(0, 700),
      Buffer.concat([whole, Buffer.from([0])]),
      good.certificate.raw,
    ];
    for (const file of others) expect(judge(file)).toMatchObject({ outcome: 'TOTAL-FAILED', code: 'SIG-DAMAGED' });
  });
});
