import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import {
  oids,
  PkiError,
  readCertificates,
  readCrl,
  signCms,
  verifyPdf,
  verifySignature,
  type Verdict,
} from '../../src/pki/index.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { attribute, craft } from './crafted-cms.ts';
import { uncovered } from './mutation.ts';
import * as der from '../../src/pki/der/write.ts';

// Thousands of signatures are judged here.
jest.setTimeout(120_000);

const { trust, identity } = await testPki();
const content = Buffer.from('Заявление');
const signer = await identity('good', anna, 'p256');
const [authority, root] = signer.chain;
if (!authority || !root) throw new Error('a chain of two was expected');

const judge = (signature: Buffer, over: Buffer = content): Verdict =>
  verifySignature({ signature, content: over, trust, at: MOMENT });

const MASKS = [0x01, 0xff];

describe('a change of any single byte', () => {
  test('in the content is refused', () => {
    const signature = craft({ content, identity: signer });
    expect(judge(signature).outcome).toBe('TOTAL-PASSED');
    expect(uncovered(content, MASKS, (changed) => judge(signature, changed))).toEqual([]);
  });

  test.each([
    ['a detached signature', true],
    ['an attached signature', false],
  ])('in %s with its chain is refused, wherever it is', (_name, detached) => {
    const signature = signCms({ content, ...signer, chain: [authority], at: MOMENT, detached });
    expect(judge(signature).outcome).toBe('TOTAL-PASSED');
    expect(uncovered(signature, MASKS, judge)).toEqual([]);
  });

  test('in a signature without attributes is refused', () => {
    const signature = craft({ content, identity: { ...signer, chain: [authority] }, attributes: null });
    expect(judge(signature).outcome).toBe('TOTAL-PASSED');
    expect(uncovered(signature, MASKS, judge)).toEqual([]);
  });

  test('in an RSA signature is refused, another name of the same algorithm included', async () => {
    const rsa = await identity('good', anna, 'rsa');
    const signature = signCms({ content, ...rsa, chain: [authority], at: MOMENT, detached: true });
    expect(judge(signature).outcome).toBe('TOTAL-PASSED');
    // sha256WithRSAEncryption and rsaEncryption are told apart by the last octet, and say the same where the digest is SHA-256.
    const alias = 0x0b ^ 0x01;
    expect(uncovered(signature, [...MASKS, alias], judge)).toEqual([]);
  });

  test('passes only in what takes no part: a spare certificate, an unsigned attribute', () => {
    const spare = signCms({ content, ...signer, chain: [authority, root], at: MOMENT, detached: true });
    const from = spare.indexOf(root.raw);
    const places = uncovered(spare, MASKS, judge);
    expect(places.length).toBeGreaterThan(0);
    expect(places.every((at) => at >= from && at < from + root.raw.length)).toBe(true);

    const note = der.octetString(Buffer.from('time stamps will stand here'));
    const noted = craft({
      content,
      identity: { ...signer, chain: [authority] },
      unsigned: [attribute(oids.friendlyName, note)],
    });
    const start = noted.length - attribute(oids.friendlyName, note).length;
    expect(uncovered(noted, MASKS, judge).every((at) => at >= start)).toBe(true);
  });
});

describe('hostile bytes', () => {
  const signature = signCms({ content, ...signer, chain: [authority], at: MOMENT, detached: true });
  const piece = fc.record({ at: fc.nat(signature.length), cut: fc.nat(40), put: fc.uint8Array({ maxLength: 40 }) });

  test('never make the judge throw, and never pass when anything was cut or put in', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        let mutant: Buffer = signature;
        for (const { at, cut, put } of pieces)
          mutant = Buffer.concat([mutant.subarray(0, at), put, mutant.subarray(at + cut)]);
        fc.pre(!mutant.equals(signature));
        const { outcome, code } = judge(mutant);
        return outcome !== 'TOTAL-PASSED' && code !== null;
      }),
      { numRuns: 3_000 },
    );
  });

  test('in a certificate or a list are read or refused, never worse', () => {
    const lists = fc.constantFrom(signer.certificate.raw, authority.raw, trust.crls[1]?.raw ?? root.raw);
    const hit = fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(lists, hit, (raw, hits) => {
        const mutant = Buffer.from(raw);
        for (const [at, value] of hits) mutant.writeUInt8(value, at % mutant.length);
        for (const read of [readCertificates, readCrl]) {
          try {
            read(mutant);
          } catch (error) {
            if (!(error instanceof PkiError)) throw error;
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('of no form at all are damaged, as a signature and as a PDF', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
        (bytes) => {
          expect(judge(bytes).code).toBe('SIG-DAMAGED');
          expect(verifyPdf({ pdf: bytes, trust, at: MOMENT }).code).toBe('SIG-ABSENT');
        },
      ),
    );
  });
});
