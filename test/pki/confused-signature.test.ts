import { sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { oids, signCms, verifySignature } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { craft, honestAttributes, reference, sha256Id, attribute, type Crafted } from './crafted-cms.ts';

const world = await testPki();
const content = Buffer.from('Прошу выдать архивную справку');
const good = await world.identity('good', anna, 'p256');

const judge = (signature: Buffer, over: Buffer = content) =>
  verifySignature({ signature, content: over, trust: world.trust, at: MOMENT });
const crafted = (parts: Partial<Crafted> = {}) => judge(craft({ content, identity: good, ...parts }));
const chain = good.chain.map(({ raw }) => raw);

test('of certificates that renew one key, the signer’s is the one that it means', async () => {
  const older = await world.identity('good', anna, 'p256');
  expect(older.certificate.subjectKeyId).toBe(good.certificate.subjectKeyId);
  const keyId = Buffer.from(good.certificate.subjectKeyId ?? '', 'hex');
  const among = (...certificates: Buffer[]) =>
    crafted({
      version: 3,
      signerVersion: 3,
      signerId: der.element(0x80, keyId),
      certificates: [...certificates, ...chain],
    });
  const both = [older.certificate.raw, good.certificate.raw] as const;
  for (const order of [both, both.toReversed()])
    expect(among(...order)).toMatchObject({
      outcome: 'TOTAL-PASSED',
      signer: { fingerprint: good.certificate.fingerprint },
    });
  expect(among(older.certificate.raw).code).toBe('SIG-NOT-FOUND');
});

test('digests announced for nobody, weak ones included, change nothing', () => {
  const weak = der.sequence(der.oid(oids.sha1), der.nothing());
  for (const digests of [
    [weak, sha256Id],
    [sha256Id, weak],
    [der.sequence(der.oid('1.2.3')), sha256Id],
  ])
    expect(crafted({ digests }).code).toBe(null);
  for (const digests of [[weak], []]) expect(crafted({ digests }).code).toBe('SIG-DAMAGED');
});

describe('a signature inside another', () => {
  const inner = signCms({ content, ...good, at: MOMENT, detached: false });
  const outer = (contentType: string) =>
    craft({
      content: inner,
      identity: good,
      attached: inner,
      contentType,
      version: contentType === oids.data ? 1 : 3,
      attributes: ({ messageDigest }) => [attribute(oids.contentType, der.oid(contentType)), messageDigest],
    });

  test('is a document as any other, and no signature of what is in it', () => {
    for (const type of [oids.data, oids.signedData]) {
      expect(judge(outer(type), inner).outcome).toBe('TOTAL-PASSED');
      expect(judge(outer(type), content).code).toBe('SIG-DIGEST');
    }
  });

  test('does not lend its content to a frame of its own', () => {
    const unwrapped = der.sequence(der.oid(oids.signedData), der.element(0xa0, inner));
    expect(judge(unwrapped).code).toBe('SIG-DAMAGED');
    expect(judge(der.sequence(der.oid(oids.data), der.element(0xa0, der.octetString(inner)))).code).toBe('SIG-DAMAGED');
  });
});

describe('signed attributes', () => {
  const honest = [
    ...Object.values(honestAttributes(content)),
    attribute(oids.signingCertificateV2, reference(good.certificate.raw)),
  ];

  /** A signature whose attributes stand as `kept`, and whose value is over `covered`. */
  function over(kept: Buffer, covered: Buffer): Buffer {
    const { issuer, serial } = good.certificate;
    const signer = der.sequence(
      der.integer(1),
      der.sequence(issuer.raw, der.integer(serial)),
      sha256Id,
      kept,
      der.sequence(der.oid(oids.ecdsaWithSha256)),
      der.octetString(sign('sha256', covered, good.key)),
    );
    const signed = der.sequence(
      der.integer(1),
      der.setOf(sha256Id),
      der.sequence(der.oid(oids.data)),
      der.element(0xa0, good.certificate.raw, ...chain),
      der.setOf(signer),
    );
    return der.sequence(der.oid(oids.signedData), der.element(0xa0, signed));
  }

  const asSet = (attributes: readonly Buffer[]) => der.element(0x31, ...attributes);
  const kept = (attributes: readonly Buffer[]) => der.element(0xa0, ...attributes);

  test('are signed as a set, in the order in which they stand', () => {
    expect(judge(over(kept(honest), asSet(honest))).code).toBe(null);
    expect(judge(over(kept(honest), kept(honest))).code).toBe('SIG-INVALID');
    expect(judge(over(kept(honest), Buffer.concat(honest))).code).toBe('SIG-INVALID');
    expect(judge(over(kept(honest), asSet(honest.toReversed()))).code).toBe('SIG-INVALID');
    expect(judge(over(kept(honest.toReversed()), asSet(honest.toReversed()))).code).toBe(null);
  });

  test('have one encoding only, whatever was signed', () => {
    const body = Buffer.concat(honest);
    const long = (tag: number) =>
      Buffer.concat([Buffer.from([tag, 0x83, 0, body.length >> 8, body.length & 0xff]), body]);
    const open = (tag: number) => Buffer.concat([Buffer.from([tag, 0x80]), body, Buffer.alloc(2)]);
    for (const form of [long, open])
      for (const covered of [form(0x31), asSet(honest)])
        expect(judge(over(form(0xa0), covered)).code).toBe('SIG-DAMAGED');
  });

  test('passed off as a document are no document, however they are written', () => {
    const body = Buffer.concat(honest);
    const open = Buffer.concat([Buffer.from([0x31, 0x80]), body, Buffer.alloc(2)]);
    for (const document of [asSet(honest), open])
      expect(judge(craft({ content: document, identity: good, attributes: null }), document).code).toBe('SIG-DAMAGED');
  });
});
