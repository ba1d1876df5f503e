import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { trustStore } from '../../src/features/signatures/index.ts';
import { verifyPdf } from '../../src/pki/index.ts';
import { newPerson } from '../journey/person.ts';
import { walk } from '../journey/walk.ts';
import { startSite, type TestSite } from '../support/browser.ts';
import { signWithLibrary } from '../support/signing.ts';
import { pageVisitor } from './visitor.ts';

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
}, 60_000);
afterAll(async () => site.close());

describe.each([
  { name: 'with scripts', javaScriptEnabled: true },
  { name: 'without scripts', javaScriptEnabled: false },
])('$name', ({ javaScriptEnabled }) => {
  test('a person applies, signs and submits; officials decide; the result comes back signed', async () => {
    const { ctx } = site.test;
    const { now } = ctx.clock;
    const newVisitor = async () => pageVisitor(await (await site.newContext({ javaScriptEnabled })).newPage());
    const steps: string[] = [];
    const begin = (step: string) => void steps.push(step);
    const world = { base: site.origin, newVisitor, sign: signWithLibrary(now), begin, now };
    const { number, receipt, result } = await walk(world, newPerson());

    expect(steps.at(-1)).toBe('check the result');
    expect(receipt.name).toBe(`Расписка ${number}.pdf`);
    expect(receipt.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const { outcome } = verifyPdf({ pdf: result.bytes, trust: await trustStore(ctx), at: now() });
    expect(outcome).toBe('TOTAL-PASSED');
  }, 300_000);
});
