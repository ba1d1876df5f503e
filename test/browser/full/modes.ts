import type { BrowserContextOptions, Page } from 'playwright-core';
import { axeFindings, colourFindings, domFindings, htmlFindings, layoutFindings } from '../../support/access.ts';
import type { TestSite } from '../../support/browser.ts';
import type { Walker } from '../../support/every-route.ts';
import { focusFindings } from '../pages/focus.ts';
import { pageOf } from '../pages/page-of.ts';
import type { Look } from './looks.ts';

/** A way to look at a page, and what is asked of it so. `display` is the value of the cookie of display settings. */
export type Mode = Readonly<{
  name: string;
  goal: 1 | 2 | 5;
  context?: BrowserContextOptions;
  display?: string;
  prepare?: (page: Page) => Promise<void>;
  ask: (page: Page, look: Look) => Promise<string[]>;
}>;

const colours = async (page: Page) => colourFindings(page);
const at =
  (...widths: readonly number[]) =>
  async (page: Page) =>
    inTurn(page, widths);

async function inTurn(page: Page, widths: readonly number[]): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) found.push(...(await layoutFindings(page, width)));
  return found;
}

/** WCAG 2.2, 1.4.12: what a reader's own style sheet may ask for. */
const textSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;

export const modes: readonly Mode[] = [
  {
    name: 'as it comes',
    goal: 1,
    ask: async (page, { visit }) => [
      ...(await htmlFindings(visit.html)),
      ...(await domFindings(page)),
      ...(await axeFindings(page)),
    ],
  },
  { name: 'without scripts', goal: 1, prepare: withoutScripts, ask: async (page) => axeFindings(page) },
  { name: 'dark', goal: 1, context: { colorScheme: 'dark' }, ask: colours },
  { name: 'forced colours', goal: 1, context: { forcedColors: 'active' }, ask: colours },
  { name: 'black on white', goal: 1, display: '100.white.normal.on', ask: colours },
  { name: 'white on black', goal: 1, display: '100.black.normal.on', ask: colours },
  { name: 'blue', goal: 1, display: '100.blue.normal.on', ask: colours },
  { name: 'brown', goal: 1, display: '100.brown.normal.on', ask: colours },
  { name: '320 px', goal: 2, ask: at(320, 640, 768) },
  { name: '320 px, twice the size', goal: 2, display: '200.own.normal.on', ask: at(320) },
  { name: '1024 px, twice the size, wide letters', goal: 2, display: '200.own.wider.off', ask: at(1024) },
  {
    name: 'text spacing of WCAG 1.4.12',
    goal: 2,
    context: { bypassCSP: true },
    prepare: async (page) => void (await page.addStyleTag({ content: textSpacing })),
    ask: at(320, 1280),
  },
  { name: 'the focus', goal: 5, ask: async (page) => focusFindings(page) },
];

/** Loads the page once more with scripts switched off; then they are let in again, as axe is one. */
async function withoutScripts(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setScriptExecutionDisabled', { value: true });
  await page.reload();
  await session.send('Emulation.setScriptExecutionDisabled', { value: false });
  await session.detach();
}

/** Looks at everything in one mode. */
export async function lookIn(site: TestSite, mode: Mode, looks: readonly Look[]): Promise<string[]> {
  const findings: string[] = [];
  const people = Map.groupBy(looks, ({ visit }) => visit.walker);
  for (const [walker, theirs] of people) findings.push(...(await lookAs(site, mode, walker, theirs)));
  return findings;
}

async function lookAs(site: TestSite, mode: Mode, walker: Walker, looks: readonly Look[]): Promise<string[]> {
  const page = await pageOf(site, walker, mode.context);
  if (mode.display !== undefined) {
    await page.context().addCookies([{ name: 'display', value: mode.display, url: site.origin }]);
  }
  const findings: string[] = [];
  for (const look of looks) {
    await page.goto(look.visit.address);
    await mode.prepare?.(page);
    const found = await mode.ask(page, look);
    findings.push(...found.map((finding) => `${mode.name}, ${walker}, ${look.visit.address}: ${finding}`));
  }
  await page.context().close();
  return findings;
}
