import type { Page } from 'playwright-core';
import { colourFindings, layoutFindings } from '../../support/access.ts';

/**
 * A way to look at any page, and what is asked of it so: colours by the person's system, `display` as the cookie of display
 * settings has it, `css` as a style sheet of the reader's own.
 */
export type Mode = Readonly<{
  name: string;
  goal: 1 | 2;
  media?: Readonly<{ colorScheme?: 'dark'; forcedColors?: 'active' }>;
  display?: string;
  css?: string;
  ask: (page: Page) => Promise<string[]>;
}>;

const at =
  (...widths: readonly number[]) =>
  async (page: Page) => {
    const found: string[] = [];
    for (const width of widths) found.push(...(await layoutFindings(page, width)));
    return found;
  };

/** WCAG 2.2, 1.4.12. */
const textSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`;

export const modes: readonly Mode[] = [
  { name: 'dark', goal: 1, media: { colorScheme: 'dark' }, ask: colourFindings },
  { name: 'forced colours', goal: 1, media: { forcedColors: 'active' }, ask: forcedColourFindings },
  { name: 'black on white', goal: 1, display: '100.white.normal.on', ask: colourFindings },
  { name: 'white on black', goal: 1, display: '100.black.normal.on', ask: colourFindings },
  { name: 'blue', goal: 1, display: '100.blue.normal.on', ask: colourFindings },
  { name: 'brown', goal: 1, display: '100.brown.normal.on', ask: colourFindings },
  { name: '320 px', goal: 2, ask: at(320, 640, 768) },
  { name: '320 px, twice the size', goal: 2, display: '200.own.normal.on', ask: at(320) },
  { name: '1024 px, twice the size, wide letters', goal: 2, display: '200.own.wider.off', ask: at(1024) },
  { name: 'text spacing of WCAG 1.4.12', goal: 2, css: textSpacing, ask: at(320, 1280) },
];

/**
 * axe reads the colour of text from a property that forced colours do not touch (dequelabs/axe-core#3978), so each element is
 * first told the colour that it has.
 */
async function forcedColourFindings(page: Page): Promise<string[]> {
  const all = (act: string) => `document.querySelectorAll('body *').forEach((one) => { ${act} })`;
  await page.evaluate(all('one.style.webkitTextFillColor = getComputedStyle(one).color;'));
  const found = await colourFindings(page);
  await page.evaluate(all("one.style.webkitTextFillColor = ''; if (!one.style.length) one.removeAttribute('style');"));
  return found;
}

/** Lays the reader's own style sheet over the page as it stands; no policy of the page's forbids it. */
export async function layOver(page: Page, css: string): Promise<void> {
  await page.evaluate(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(css)});
    document.adoptedStyleSheets = [sheet];
  })()`);
}
