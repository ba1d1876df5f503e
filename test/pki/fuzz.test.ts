import { readFileSync } from 'node:fs';
import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import * as der from '../../src/pki/der/write.ts';
import { tags } from '../../src/pki/der/tags.ts';
import {
  attachedContentOf,
  certificatePem,
  holdsBare,
  judgeToken,
  parseTrust,
  PkiError,
  readCertificates,
  readCrl,
  readOcsp,
  readTimeStampResponse,
  signatureValue,
  verifyCertificate,
  verifyCrl,
  verifyOcsp,
  verifyPdf,
  verifySignature,
  withTimeStamp,
} from '../../src/pki/index.ts';
import { readTimeStampInfo } from '../../src/pki/time-stamp/info.ts';
import { anna, MOMENT, testPki } from '../support/pki.ts';
import { craftAnswer } from './crafted-ocsp.ts';
import { craftList, scope } from './crafted-crl.ts';
import { stamper, token } from './crafted-stamp.ts';
import { signByGost } from './gost-signer.ts';
import { soundSignature } from './hostile-files.ts';

jest.setTimeout(120_000);

const world = await testPki();
const { trust } = world;
const { certificate } = await world.identity('good', anna, 'p256');
const [issuer = certificate] = (await world.identity('good', anna, 'p256')).chain;
const content = Buffer.from('Прошу выдать архивную справку');

/** Everything that takes foreign bytes; each may refuse them in its own way, and do nothing else. */
const readers: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  readCertificates,
  readCrl,
  readOcsp,
  readTimeStampResponse,
  readTimeStampInfo,
  signatureValue,
  stamped: (bytes) => withTimeStamp(bytes, bytes),
  attachedContentOf,
  parseTrust: (bytes) => parseTrust([{ name: 'accredited/a.pem', bytes }]),
  verifySignature: (signature) => verifySignature({ signature, content, trust, at: MOMENT }),
  verifyPdf: (pdf) => verifyPdf({ pdf, trust, at: MOMENT }),
  verifyOcsp: (response) => verifyOcsp({ response, certificate, issuer, at: MOMENT }),
  verifyCrl: (crl) => verifyCrl({ crl, issuer, at: MOMENT, certificate }),
  judgeToken: (bytes) => judgeToken(bytes, content, trust, MOMENT),
  holdsBare: (bytes) =>
    holdsBare({ algorithm: 'gost2012-256', key: bytes, message: content, signature: bytes }) ||
    holdsBare({ algorithm: 'ecdsa', hash: 'sha256', key: bytes, message: content, signature: bytes }),
  verifyCertificate(bytes) {
    const [first] = readCertificates(bytes);
    return first && verifyCertificate({ certificate: first, trust: { ...trust, intermediates: [first] }, at: MOMENT });
  },
};

function readByAll(bytes: Buffer): void {
  for (const [name, read] of Object.entries(readers)) {
    try {
      read(bytes);
    } catch (error) {
      if (!(error instanceof PkiError)) throw new Error(`${name} fails on ${bytes.toString('hex')}`, { cause: error });
    }
  }
}

const samples: readonly Buffer[] = [
  certificate.raw,
  issuer.raw,
  Buffer.from(certificatePem(certificate)),
  await soundSignature(content),
  signByGost(content),
  token(content, await stamper()),
  craftAnswer({ certificate, issuer, by: world.authority, status: { revokedAt: MOMENT, reason: 1 } }),
  craftList(world.authority, {
    number: 2,
    base: 1,
    scope: scope({ uri: 'http://ca.example/1.crl', reasons: [1, 2], indirect: true }),
    entries: [{ serial: 5n, reason: 1, issuer: world.root.certificate.subject.raw }],
  }).raw,
  readFileSync('test/pki/gost-samples/sub.crt'),
];

test('sound structures of every kind never crash a reader', () => {
  for (const sample of samples) expect(() => readByAll(sample)).not.toThrow();
});

test('bytes changed, cut, doubled and put in anywhere never crash a reader', () => {
  const edit = fc.record({
    at: fc.nat(3_000),
    cut: fc.nat(30),
    put: fc.uint8Array({ maxLength: 12 }),
    again: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }), (sample, edits) => {
      let mutant = sample;
      for (const { at, cut, put, again } of edits) {
        const place = at % (mutant.length + 1);
        const doubled = again ? mutant.subarray(Math.max(0, place - cut), place) : Buffer.alloc(0);
        mutant = Buffer.concat([mutant.subarray(0, place), put, doubled, mutant.subarray(place + (again ? 0 : cut))]);
      }
      readByAll(mutant);
    }),
    { numRuns: 1_500 },
  );
});

test('trees of any elements never crash a reader', () => {
  const leaf = fc
    .tuple(fc.constantFrom(...Object.values(tags), 0x80, 0x81, 0x82, 0x86), fc.uint8Array({ maxLength: 20 }))
    .map(([tag, bytes]) => der.element(tag, Buffer.from(bytes)));
  const known = fc.constantFrom(
    ...['1.2.840.113549.1.7.2', '1.2.840.113549.1.7.1', '2.5.29.15', '2.5.29.31', '1.2.643.7.1.1.1.1', '2.5.4.3'].map(
      der.oid,
    ),
    der.integer(1),
    der.integer(3),
    der.text('Анна'),
    der.time(MOMENT),
    der.nothing(),
  );
  const { tree } = fc.letrec<{ tree: Buffer; branch: Buffer }>((tie) => ({
    tree: fc.oneof({ maxDepth: 6 }, leaf, known, tie('branch')),
    branch: fc
      .tuple(fc.constantFrom(0x30, 0x31, 0xa0, 0xa1, 0xa2, 0xa3, 0x24), fc.array(tie('tree'), { maxLength: 6 }))
      .map(([tag, parts]) => der.element(tag, ...parts)),
  }));
  fc.assert(fc.property(tree, readByAll), { numRuns: 2_000 });
});

test('one element of a structure put in the place of another never crashes a reader', () => {
  const pick = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat());
  fc.assert(
    fc.property(pick, ([sample, from, to]) => {
      const places = elementsOf(sample);
      const [source, target] = [places[from % places.length], places[to % places.length]];
      if (!source || !target) return;
      const parts = [
        sample.subarray(0, target.start),
        sample.subarray(source.start, source.end),
        sample.subarray(target.end),
      ];
      readByAll(Buffer.concat(parts));
    }),
    { numRuns: 1_000 },
  );
});

/** Where elements with short lengths start and end, wherever such a header can be read. */
function elementsOf(bytes: Buffer): { start: number; end: number }[] {
  return [...bytes.keys()].flatMap((start) => {
    const length = bytes[start + 1] ?? 0xff;
    const end = start + 2 + length;
    return length < 0x80 && end <= bytes.length ? [{ start, end }] : [];
  });
}
