import type { Page } from 'playwright-core';
import { layOver, modes } from './modes.ts';

/** Something wrong, and the goal that is missed by it. */
export type Finding = Readonly<{ goal: 1 | 2 | 5; words: string }>;

/**
 * What is wrong in the other modes with the page as it stands; it may be a state that no address opens again, as a refused
 * form. The page is as before afterwards.
 */
export async function findingsInEveryMode(page: Page): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { name, goal, media, display, css = '', ask } of modes) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', ...media });
    if (display !== undefined) await dress(page, display);
    await layOver(page, css);
    found.push(...(await ask(page)).map((words) => ({ goal, words: `${name}: ${words}` })));
    if (display !== undefined) await page.evaluate('window.undress()');
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  await layOver(page, '');
  return found;
}

/** Gives the page what the server would give it with these display settings: attributes of `<html>` and style sheets. */
async function dress(page: Page, display: string): Promise<void> {
  const { origin } = new URL(page.url());
  await page.context().addCookies([{ name: 'display', value: display, url: origin }]);
  await page.evaluate(dressing);
  await page.context().clearCookies({ name: 'display' });
}

/** Runs in the page. Sheets are told apart by their names without size and hash: `kabinet`, `staff`. */
const dressing = `(async () => {
  const nameOf = (link) => link.getAttribute('href').split('/').pop().split('.')[0];
  const links = (root) => [...root.querySelectorAll('link[rel=stylesheet]')];
  const own = links(document);
  const ours = Object.fromEntries([...document.documentElement.attributes].map(({ name, value }) => [name, value]));
  const sample = own.some((link) => nameOf(link) === 'staff') ? '/staff' : '/display';
  const model = new DOMParser().parseFromString(await (await fetch(sample)).text(), 'text/html');
  const theirs = links(model).map((link) => document.importNode(link));
  const kept = own.filter((link) => !theirs.some((other) => nameOf(other) === nameOf(link)));
  await Promise.all(theirs.map((link) => new Promise((done) => {
    link.onload = done;
    document.head.append(link);
  })));
  const off = own.filter((link) => !kept.includes(link));
  for (const link of off) link.disabled = true;
  for (const { name, value } of model.documentElement.attributes) document.documentElement.setAttribute(name, value);
  window.undress = () => {
    for (const link of theirs) link.remove();
    for (const link of off) link.disabled = false;
    for (const { name } of [...document.documentElement.attributes]) {
      if (!(name in ours)) document.documentElement.removeAttribute(name);
    }
  };
})()`;
