import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { cabinetMenu, labelled, type Visitor } from '../journey/visitor.ts';

/** A visitor at a page of Chromium, who waits for what they expect and never for a time. */
export function pageVisitor(page: Page): Visitor {
  const main = page.getByRole('main');

  const control = (label: string, within?: string): Locator =>
    (within === undefined ? main : main.getByRole('group', { name: labelled(within) })).getByLabel(labelled(label));

  return {
    open: async (address) => void (await page.goto(address)),
    path: () => new URL(page.url()).pathname,
    arrive: (heading) => there(page.getByRole('heading', { level: 1, name: heading }), heading),
    text: async () => (await main.innerText()).replaceAll(/\s+/gu, ' '),
    read: (words) => there(main.getByText(words).filter({ visible: true }).first(), words),
    fill: (label, value, within) => control(label, within).fill(value),
    tick: (label, within) => control(label, within).check(),
    choose: async (label, option) => void (await control(label).selectOption({ label: option })),
    attach: async (label, { name, type, bytes }) =>
      control(label).setInputFiles({ name, mimeType: type, buffer: bytes }),
    press: (button) => main.getByRole('button', { name: labelled(button) }).click(),
    follow: async (link) => (await linkNamed(link)).click(),
    turnTo: async (section) => {
      const menu = page.getByRole('navigation', { name: cabinetMenu });
      // Where the page is narrow, or its text large, the menu comes when it is asked for.
      if (!(await menu.isVisible())) await page.getByRole('link', { name: 'Меню', exact: true }).click();
      await menu.getByRole('link', { name: section }).click();
    },
    download: async (link) => {
      const coming = page.waitForEvent('download');
      await (await linkNamed(link)).click();
      const download = await coming;
      return { name: download.suggestedFilename(), type: '', bytes: await readFile(await download.path()) };
    },
    leave: () => page.context().close(),
  };

  /** Several links with the same words have to lead to the same place. */
  async function linkNamed(words: string): Promise<Locator> {
    const links = main.getByRole('link', { name: labelled(words) });
    await links.first().waitFor();
    const targets = await Promise.all((await links.all()).map((link) => link.getAttribute('href')));
    return new Set(targets).size === 1 ? links.first() : links;
  }

  async function there(what: Locator, words: string): Promise<void> {
    await what.waitFor({ state: 'visible' }).catch(async () => {
      const heading = await page.locator('h1').allInnerTexts();
      const mistakes = await page.locator('.error-summary li').allInnerTexts();
      const place = [`${new URL(page.url()).pathname} («${heading.join(' / ')}»)`, ...mistakes].join('; ');
      throw new Error(`«${words}» was expected: ${place}`);
    });
  }
}
