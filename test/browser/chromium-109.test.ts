import { expect, test } from '@jest/globals';
import { newPerson } from '../journey/person.ts';
import { walk } from '../journey/walk.ts';
import { startSite } from '../support/browser.ts';
import { chromium109Runs, launchChromium109 } from '../support/chromium-109.ts';
import { signWithLibrary } from '../support/signing.ts';
import { pageVisitor } from './visitor.ts';

const whereItRuns = chromium109Runs ? test : test.skip;

whereItRuns(
  'the main job can be done in Chromium 109, the last one for Windows 7',
  async () => {
    const site = await startSite(launchChromium109);
    expect(site.browser.version()).toMatch(/^109\./);
    const { now } = site.test.ctx.clock;
    const steps: string[] = [];
    const wrong: string[] = [];
    const newVisitor = async () => {
      const page = await (await site.newContext()).newPage();
      page.on('pageerror', ({ message }) => wrong.push(message));
      return pageVisitor(page);
    };
    const begin = (step: string) => void steps.push(step);
    await walk({ base: site.origin, newVisitor, sign: signWithLibrary(now), begin, now }, newPerson());
    expect(steps.at(-1)).toBe('check the result');
    expect(wrong).toEqual([]);
    await site.close();
  },
  300_000,
);
