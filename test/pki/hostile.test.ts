import { expect, jest, test } from '@jest/globals';
import { verifyPdf, verifySignature } from '../../src/pki/index.ts';
import { MOMENT, testPki } from '../support/pki.ts';
import { sampleTrust, signByGost } from './gost-signer.ts';
import { claimedContent, hostileFiles, soundSignature } from './hostile-files.ts';

// How long each takes is measured by `npm run drill:hostile`, beside a running portal.
jest.setTimeout(120_000);

const { trust } = await testPki();
const files = await hostileFiles();

test.each(files)('$name is refused', ({ kind, bytes }) => {
  const { outcome } =
    kind === 'pdf'
      ? verifyPdf({ pdf: bytes, trust, at: MOMENT })
      : verifySignature({ signature: bytes, content: claimedContent, trust, at: MOMENT });
  expect(outcome).not.toBe('TOTAL-PASSED');
});

test('a large document is judged, by GOST as well', async () => {
  const large = Buffer.alloc(10_000_000, 7);
  expect(verifySignature({ signature: await soundSignature(large), content: large, trust, at: MOMENT }).code).toBe(
    null,
  );
  const signature = signByGost(large);
  expect(verifySignature({ signature, content: large, trust: sampleTrust(), at: MOMENT }).code).toBe(null);
});
