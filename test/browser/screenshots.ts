// Photographs the portal's pages at 1280 and 320 px, as a guest and as the cast, on a running demo server:
//
//   node test/browser/screenshots.ts DIR [--base http://localhost:3000] [--as anna,sergey] [--only /applications] [--width 320]
//
// DIR/anna-1280-applications.png and so on; a page that does not exist (404) is named and skipped. `--as` chooses who looks:
// guest, anna, romashka (Анна for her organisation), novichok, sergey, petr, or journey: somebody new walks the whole main job
// and every page on the way is taken in order. `--only` takes the addresses that contain the word, `--width` one of the widths.
// `--path /services/some-page` adds this address. Pages wider than their screen are reported.
import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { albums, type Shot } from './screenshots/albums.ts';
import { camera } from './screenshots/camera.ts';
import { enter } from './screenshots/sign-in.ts';
import { photographJourney } from './screenshots/whole-journey.ts';

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
const { shoot } = camera(dir, values.width.split(',').map(Number), say);

await mkdir(dir, { recursive: true });
const browser = await launchChromium();
try {
  for (const who of values.as.split(',')) {
    if (who === 'journey') await photographJourney(browser, values.base, { shoot });
    else await photographAs(who);
  }
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
  const response = await page.goto(at);
  if (response?.status() === 404 && name !== 'missing') return say(`${who}  ${at}: no such page yet`);
  if (follow !== undefined) {
    const link = page.locator(follow).first();
    if ((await link.count()) === 0) return say(`${who}  ${at}: nothing to follow (${follow})`);
    await page.goto((await link.getAttribute('href')) ?? at);
  }
  await act?.(page);
  const label = name ?? (at === '/' ? 'front' : at.replace(/^\/|\?.*$/g, '').replaceAll('/', '-'));
  await shoot(page, `${who}-WIDTH-${label}`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
