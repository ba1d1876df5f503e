import type { Page } from 'playwright-core';
import { axeFindings, domFindings, htmlFindings } from '../../support/access.ts';
import type { TestSite } from '../../support/browser.ts';
import type { Walker } from '../../support/every-route.ts';
import { focusFindings } from '../pages/focus.ts';
import { pageOf } from '../pages/page-of.ts';
import type { Look } from './looks.ts';
import { findingsInEveryMode, type Finding } from './on-the-spot.ts';

/** Opens every look as the person who sees it and asks everything of it: as it comes, in every mode, without scripts. */
export async function lookAtAll(
  site: TestSite,
  looks: readonly Look[],
  say: (line: string) => void,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const people = Map.groupBy(looks, ({ visit }) => visit.walker);
  for (const [walker, theirs] of people) {
    const found = await lookAs(site, walker, theirs);
    say([`${walker}: ${theirs.length} looks`, ...found.map(({ words }) => words)].join('\n  '));
    findings.push(...found);
  }
  return findings;
}

async function lookAs(site: TestSite, walker: Walker, looks: readonly Look[]): Promise<Finding[]> {
  const page = await pageOf(site, walker);
  const findings: Finding[] = [];
  for (const { visit } of looks) {
    await page.goto(visit.address);
    const found = [
      ...of(1, await htmlFindings(visit.html)),
      ...of(1, await domFindings(page)),
      ...of(1, await axeFindings(page)),
      ...(await findingsInEveryMode(page)),
      ...of(5, await focusFindings(page)),
      ...of(1, await findingsWithoutScripts(page)),
    ];
    findings.push(...found.map(({ goal, words }) => ({ goal, words: `${walker}, ${visit.address}: ${words}` })));
  }
  await page.context().close();
  return findings;
}

function of(goal: Finding['goal'], found: readonly string[]): Finding[] {
  return found.map((words) => ({ goal, words }));
}

/** Loads the page once more with scripts switched off; then they are let in again, as axe is one. */
async function findingsWithoutScripts(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.reload();
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  await session.detach();
  return (await axeFindings(page)).map((words) => `without scripts: ${words}`);
}
