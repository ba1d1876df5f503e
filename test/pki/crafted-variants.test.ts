import { describe, expect, test } from '@jest/globals';
import * as der from '../../src/pki/der/write.ts';
import { oids, verifySignature } from '../../src/pki/index.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { attribute, craft, sha256Id, type Crafted } from './crafted-cms.ts';

const world = await testPki();
const content = Buffer.from('Прошу выдать архивную справку');
const identity = await world.identity('good', anna, 'p256');
const stamp = attribute('1.2.840.113549.1.9.16.2.14', der.sequence());

describe('a signature that does not hold', () => {
  test.each<[string, string | null, Partial<Crafted>]>([
    ['without content type', 'SIG-DAMAGED', { attributes: ({ messageDigest }) => [messageDigest] }],
    ['without message digest', 'SIG-DAMAGED', { attributes: ({ contentType }) => [contentType] }],
    ['with no attributes in the list', 'SIG-DAMAGED', { attributes: () => [] }],
    [
      'with an attribute twice',
      'SIG-DAMAGED',
      { attributes: (a) => [a.contentType, a.messageDigest, a.messageDigest] },
    ],
    [
      'with a digest of two values',
      'SIG-DAMAGED',
      {
        attributes: (a) => [
          a.contentType,
          attribute(oids.messageDigest, der.octetString(Buffer.alloc(32)), der.octetString(content)),
        ],
      },
    ],
    [
      'with a claimed time that is none',
      'SIG-DAMAGED',
      {
        attributes: (a) => [
          ...Object.values(a),
          attribute(oids.signingTime, der.element(0x17, Buffer.from('269999999999Z'))),
        ],
      },
    ],
    ['of one type of content inside, another outside', 'SIG-DAMAGED', { contentType: oids.signedData, version: 3 }],
    [
      'of another content without attributes',
      'SIG-DAMAGED',
      { contentType: oids.signedData, version: 3, attributes: null },
    ],
    ['with a wrong version', 'SIG-DAMAGED', { version: 3 }],
    ['with a wrong version of the signer', 'SIG-DAMAGED', { signerVersion: 3 }],
    ['whose digest is not announced', 'SIG-DAMAGED', { digests: [der.sequence(der.oid(oids.sha512))] }],
    [
      'whose digest is announced with freight',
      'SIG-DAMAGED',
      { digests: [der.sequence(der.oid(oids.sha256), der.integer(1))] },
    ],
    [
      'with two digests',
      'SIG-ALGORITHM',
      { digests: [sha256Id, der.sequence(der.oid(oids.sha512))], digestAlgorithm: der.sequence(der.oid(oids.sha512)) },
    ],
    ['with SHA-1', 'SIG-ALGORITHM', { digestAlgorithm: der.sequence(der.oid(oids.sha1)) }],
    ['by an unknown algorithm', 'SIG-ALGORITHM', { signatureAlgorithm: der.sequence(der.oid('1.2.643.7.1.1.3.2')) }],
    [
      'by RSA, says the algorithm, with an EC key',
      'SIG-ALGORITHM',
      { signatureAlgorithm: der.sequence(der.oid(oids.rsaEncryption)) },
    ],
    [
      'with parameters of ECDSA',
      'SIG-DAMAGED',
      { signatureAlgorithm: der.sequence(der.oid(oids.ecdsaWithSha256), der.nothing()) },
    ],
    ['with two time stamps that are not judged', null, { unsigned: [stamp, stamp] }],
    ['without certificates', 'SIG-NOT-FOUND', { certificates: [] }],
    ['with a certificate that is none', 'SIG-DAMAGED', { certificates: [der.sequence(der.integer(1))] }],
    ['with unsigned attributes that are none', 'SIG-DAMAGED', { unsigned: [der.integer(1)] }],
  ])('%s is %s', (_name, expected, parts) => {
    const signature = craft({ content, identity, ...parts });
    const verdict = verifySignature({ signature, content, trust: world.trust, at: MOMENT });
    expect(verdict.code).toBe(expected);
    expect(verdict.outcome === 'TOTAL-PASSED').toBe(expected === null);
  });
});
