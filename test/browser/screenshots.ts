// Photographs the portal's pages at 1280 and 320 px, as a guest and as the cast, on a running demo server:
//
//   node test/browser/screenshots.ts DIR [--base http://localhost:3000] [--as anna,sergey] [--only /applications] [--width 320]
//
// DIR/anna-1280-applications.png and so on; a page that does not exist (404) is named and skipped. `--as` chooses who signs in
// (guest, anna, novichok, romashka, sergey, petr), `--only` the addresses that contain the word, `--width` one of the widths.
// `--path /services/some-page` photographs this address, too. Pages wider than their screen are reported.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { enter } from './screenshots/sign-in.ts';
import { albums, type Shot } from './screenshots/albums.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string', default: 'http://localhost:3000' },
    as: { type: 'string', default: Object.keys(albums).join(',') },
    only: { type: 'string', default: '' },
    path: { type: 'string', multiple: true, default: [] },
    width: { type: 'string', default: '1280,320' },
  },
});
const [dir = 'screenshots'] = positionals;
const widths = values.width.split(',').map(Number);

await mkdir(dir, { recursive: true });
const browser = await launchChromium();
try {
  for (const who of values.as.split(',')) await photographAs(who);
} finally {
  await browser.close();
}

async function photographAs(who: string): Promise<void> {
  const album = albums[who];
  if (album === undefined) throw new Error(`nobody is called ${who}; known: ${Object.keys(albums).join(', ')}`);
  const context = await browser.newContext({ baseURL: values.base, locale: 'ru-RU', timezoneId: 'Europe/Moscow' });
  const page = await context.newPage();
  await enter(page, who);
  const shots: Shot[] = [...album, ...values.path.map((at) => ({ at }))];
  for (const shot of shots.filter(({ at }) => values.path.includes(at) || at.includes(values.only))) {
    await photograph(page, who, shot);
  }
  await context.close();
}

async function photograph(page: Page, who: string, { at, follow, act, name }: Shot): Promise<void> {
  await page.setViewportSize({ width: widths[0] ?? 1280, height: 900 });
  const response = await page.goto(at);
  if (response?.status() === 404 && name !== 'missing') return say(`${who}  ${at}: no such page yet`);
  if (follow !== undefined) {
    const link = page.locator(follow).first();
    if ((await link.count()) === 0) return say(`${who}  ${at}: nothing to follow (${follow})`);
    await page.goto((await link.getAttribute('href')) ?? at);
  }
  await act?.(page);
  const label = name ?? (at === '/' ? 'front' : at.replace(/^\/|\?.*$/g, '').replaceAll('/', '-'));
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    const file = path.join(dir, `${who}-${width}-${label}.png`);
    await page.screenshot({ path: file, fullPage: true });
    const scrollWidth = await page.evaluate<number>('document.documentElement.scrollWidth');
    say(`${file}${scrollWidth > width ? `  WIDER THAN ITS SCREEN: ${scrollWidth} px` : ''}`);
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
