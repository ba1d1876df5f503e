import { expect, jest, test } from '@jest/globals';
import { verifyPdf, verifySignature } from '../../src/pki/index.ts';
import { MOMENT, testPki } from '../support/pki.ts';
import { sampleTrust, signByGost } from './gost-signer.ts';
import { claimedContent, hostileFiles, soundSignature } from './hostile-files.ts';

jest.setTimeout(120_000);

const { trust } = await testPki();
const files = await hostileFiles();

test.each(files)('$name is refused, and soon', ({ kind, bytes }) => {
  const began = process.cpuUsage();
  const { outcome } =
    kind === 'pdf'
      ? verifyPdf({ pdf: bytes, trust, at: MOMENT })
      : verifySignature({ signature: bytes, content: claimedContent, trust, at: MOMENT });
  expect(outcome).not.toBe('TOTAL-PASSED');
  // Of this process, so that a busy machine does not count.
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(3_000);
});

test('a large document is judged as soon as it is digested, however many signers there are', async () => {
  const large = Buffer.alloc(10_000_000, 7);
  const began = process.cpuUsage();
  expect(verifySignature({ signature: await soundSignature(large), content: large, trust, at: MOMENT }).code).toBe(
    null,
  );
  const signature = signByGost(large);
  expect(verifySignature({ signature, content: large, trust: sampleTrust(), at: MOMENT }).code).toBe(null);
  expect(process.cpuUsage(began).user / 1_000).toBeLessThan(5_000);
});
