import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The reader as a module for browsers, turned into an expression: pages of ours let no foreign script in by an element. */
function bundle(): string {
  const file = createRequire(import.meta.url).resolve('@guidepup/virtual-screen-reader/browser.js');
  const source = readFileSync(file, 'utf8');
  const exported = /export\{[^}]*?([\w$]+) as virtual\};?/;
  const name = exported.exec(source)?.[1];
  if (name === undefined) throw new Error('the screen reader does not export what it used to');
  return `window.reader ??= (() => { ${source.replace(exported, '').replace(/\/\/# sourceMappingURL.*/, '')}; return ${name}; })()`;
}

const source = bundle();

/** Runs in the page: reads from the beginning of a part to its end. */
const reading = (selector: string) => `(async () => {
  const { reader } = window;
  await reader.start({ container: document.querySelector('${selector}') });
  const last = 'end of ' + (await reader.spokenPhraseLog())[0];
  for (let at = 0; at < 1500 && (await reader.lastSpokenPhrase()) !== last; at += 1) await reader.next();
  const heard = await reader.spokenPhraseLog();
  await reader.stop();
  return heard;
})()`;

// What differs from one run to the next: clock times, numbers of attempts and accounts, hashes and ids. A hard space is not heard.
const passing = [
  [/\u00A0/g, ' '],
  [/\b\d{1,2}:\d{2}\b/g, '00:00'],
  [/П-\d{2}-\d{4}/g, 'П-00-0000'],
  [/\d{2}(?:-\d{3}){2,3}-\d{2}/g, '00-000-000-000-00'],
  [/[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…'],
] as const;

/** What a screen reader says of a part of the page, a phrase a line. */
export async function transcript(page: Page, selector: string): Promise<string> {
  await page.evaluate(`${source}, undefined`);
  const heard = await page.evaluate<string[]>(reading(selector));
  const mask = (phrase: string) => passing.reduce((text, [pattern, sign]) => text.replaceAll(pattern, sign), phrase);
  return heard.map((phrase) => mask(phrase).trimEnd()).join('\n');
}
