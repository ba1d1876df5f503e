import { AxeBuilder } from '@axe-core/playwright';
import { FileSystemConfigLoader, HtmlValidate, type Report } from 'html-validate';
import type { Page } from 'playwright-core';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
const validator = new HtmlValidate(new FileSystemConfigLoader());

/** What axe has against the page as it stands: WCAG 2.0 to 2.2, levels A and AA, and best practice. Needs scripts to be on. */
export async function axeFindings(page: Page): Promise<string[]> {
  return analyse(page, rules);
}

/** What other colours alone can spoil. */
export async function colourFindings(page: Page): Promise<string[]> {
  return analyse(page, { type: 'rule', values: ['color-contrast', 'link-in-text-block'] });
}

async function analyse(page: Page, runOnly: string[] | { type: 'rule'; values: string[] }): Promise<string[]> {
  // Half a megabyte, which the builder would send anew, twice, whenever it is asked.
  const there = await page.evaluate<boolean>("typeof window.axe === 'object'");
  const { violations } = await new AxeBuilder({ page, ...(there && { axeSource: 'void 0' }) })
    .options({ runOnly, resultTypes: ['violations'] })
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `axe ${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

/**
 * Elements that make the page scroll sideways on a screen of this width, and texts that are cut off; the window is set back to
 * its width afterwards.
 */
export async function layoutFindings(page: Page, width = 320): Promise<string[]> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width, height: 640 });
  const wide = await page.evaluate<string[]>(widerThanTheScreen);
  const cut = await page.evaluate<string[]>(cutOff);
  await page.setViewportSize(before);
  return [
    ...wide.map((element) => `wider than ${width} px: ${element}`),
    ...cut.map((element) => `cut off at ${width} px: ${element}`),
  ];
}

/** What html-validate has against the markup as it was served; the rules stand in `.htmlvalidate.json`. */
export async function htmlFindings(html: string): Promise<string[]> {
  return messagesOf(await validator.validateString(html, 'page.html'));
}

/** The same of the page as it stands after scripts and swaps. Browsers write `checked` as `checked=""`: no matter. */
export async function domFindings(page: Page): Promise<string[]> {
  const rules = { 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off' } as const;
  return messagesOf(await validator.validateString(await page.content(), 'page.html', { rules }));
}

function messagesOf({ results }: Report): string[] {
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `html ${ruleId}: ${message}`));
}

/** Runs in the page: empty when nothing scrolls, else the elements that stick out of no scrolling box of their own. */
const widerThanTheScreen = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const sticksOut = (element) => element.getBoundingClientRect().right > root.clientWidth + 1;
  const scrolls = (element) => element !== document.body && getComputedStyle(element).overflowX !== 'visible';
  const inside = (element) => element.parentElement && (scrolls(element.parentElement) || inside(element.parentElement));
  const found = [...document.body.querySelectorAll('*')].filter((element) => sticksOut(element) && !inside(element));
  const name = ({ tagName, id, className }) => tagName.toLowerCase() + (id && '#' + id) + (className && '.' + className);
  return found.length ? found.slice(0, 5).map(name) : ['the page as a whole'];
})()`;

/** Runs in the page: texts in boxes too small for them, but for those that are there for readers alone. */
const cutOff = `(() => {
  const hides = ({ overflowX, overflowY }) => [overflowX, overflowY].some((value) => value === 'hidden' || value === 'clip');
  const small = (element) =>
    element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1;
  const forReaders = (element) => element.clientWidth <= 1 || element.clientHeight <= 1;
  return [...document.querySelectorAll('main *, header *, footer *')]
    .filter((element) => hides(getComputedStyle(element)) && !forReaders(element) && small(element) && element.innerText)
    .slice(0, 5)
    .map(({ tagName, className }) => tagName.toLowerCase() + (className && '.' + className));
})()`;
