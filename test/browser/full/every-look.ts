import type { Page } from 'playwright-core';
import { axeFindings, domFindings, htmlFindings } from '../../support/access.ts';
import type { TestSite } from '../../support/browser.ts';
import type { Walker } from '../../support/every-route.ts';
import { focusFindings } from '../pages/focus.ts';
import { pageOf } from '../pages/page-of.ts';
import type { Look } from './looks.ts';
import { layOver, modes, type Mode } from './modes.ts';

/** What is asked of every look, in a mode or of the page as it comes. */
export type Question = Readonly<{
  name: string;
  goal: 1 | 2 | 5;
  mode?: Pick<Mode, 'media' | 'display' | 'css'>;
  ask: (page: Page, look: Look) => Promise<string[]>;
}>;

export const questions: readonly Question[] = [
  {
    name: 'as it comes',
    goal: 1,
    ask: async (page, { visit }) => [
      ...(await htmlFindings(visit.html)),
      ...(await domFindings(page)),
      ...(await axeFindings(page)),
    ],
  },
  { name: 'without scripts', goal: 1, ask: withoutScripts },
  ...modes.map((mode) => ({ ...mode, mode, ask: async (page: Page) => mode.ask(page) })),
  { name: 'the focus', goal: 5, ask: focusFindings },
];

/** Loads the page once more with scripts switched off; then they are let in again, as axe is one. */
async function withoutScripts(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.reload();
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  await session.detach();
  return axeFindings(page);
}

/** Asks one question of everything. */
export async function askAll(site: TestSite, question: Question, looks: readonly Look[]): Promise<string[]> {
  const findings: string[] = [];
  const people = Map.groupBy(looks, ({ visit }) => visit.walker);
  for (const [walker, theirs] of people) findings.push(...(await askAs(site, question, walker, theirs)));
  return findings;
}

async function askAs(
  site: TestSite,
  { name, mode = {}, ask }: Question,
  walker: Walker,
  looks: readonly Look[],
): Promise<string[]> {
  const page = await pageOf(site, walker, mode.media);
  if (mode.display !== undefined) {
    await page.context().addCookies([{ name: 'display', value: mode.display, url: site.origin }]);
  }
  const findings: string[] = [];
  for (const look of looks) {
    await page.goto(look.visit.address);
    if (mode.css !== undefined) await layOver(page, mode.css);
    const found = await ask(page, look);
    findings.push(...found.map((finding) => `${name}, ${walker}, ${look.visit.address}: ${finding}`));
  }
  await page.context().close();
  return findings;
}
