// Photographs the portal's pages, as a guest and as the cast, on a server of its own with the demo's data:
//
//   npm run screenshots -- DIR [--as anna,sergey] [--only /applications] [--width 320] [--scheme dark]
//
// DIR/light/anna-1280-applications.png and so on, at 1280 and 320 px, in the schemes light, dark and low-vision; `forced` (colours
// of the system), `print` and `bare` (without style sheets) are made when named. `--as` chooses who looks: guest, anna, romashka
// (Анна for her organisation), novichok, sergey, petr, or journey: somebody new walks the whole main job and every page on the way
// is taken in order. `--only` takes the addresses that contain the word, `--path /services/some-page` adds this address. Pages
// wider than their screen are reported.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { filledSite } from './filled-site.ts';
import { pageOf } from './pages/page-of.ts';
import { albums, type Shot } from './screenshots/albums.ts';
import { camera, type Camera } from './screenshots/camera.ts';
import { ordinarySchemes, prepare, schemes, type Scheme } from './screenshots/schemes.ts';
import { photographJourney } from './screenshots/whole-journey.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string', default: [...Object.keys(albums), 'journey'].join(',') },
    only: { type: 'string', default: '' },
    path: { type: 'string', multiple: true, default: [] },
    width: { type: 'string', default: '1280,320' },
    scheme: { type: 'string', default: ordinarySchemes.join(',') },
  },
});
const [dir = 'screenshots'] = positionals;
const site = await filledSite();
try {
  for (const name of values.scheme.split(',')) await photographIn(known('scheme', name, schemes), path.join(dir, name));
} finally {
  await site.close();
}

async function photographIn(scheme: Scheme, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lens = camera(folder, values.width.split(',').map(Number), say);
  for (const who of values.as.split(',')) {
    if (who === 'journey') await photographJourney(site, scheme, lens);
    else await photographAs(who, scheme, lens);
  }
}

async function photographAs(who: string, scheme: Scheme, lens: Camera): Promise<void> {
  const { walker, shots: album } = known('person', who, albums);
  const page = await pageOf(site, walker, scheme.context);
  await prepare(page, site.origin, scheme);
  const shots: Shot[] = [...album, ...values.path.map((at) => ({ at }))];
  for (const shot of shots.filter(({ at }) => values.path.includes(at) || at.includes(values.only))) {
    await photograph(page, who, shot, lens);
  }
  await page.context().close();
}

async function photograph(page: Page, who: string, { at, follow, act, name }: Shot, { shoot }: Camera): Promise<void> {
  const response = await page.goto(at);
  if (response?.status() === 404 && name !== 'missing') throw new Error(`${who}  ${at}: no such page`);
  if (follow !== undefined) {
    const href = await page.locator(follow).first().getAttribute('href');
    await page.goto(href ?? at);
  }
  await act?.(page);
  const label = name ?? (at === '/' ? 'front' : at.replace(/^\/|\?.*$/g, '').replaceAll('/', '-'));
  await shoot(page, `${who}-WIDTH-${label}`);
}

function known<T>(what: string, name: string, all: Readonly<Record<string, T>>): T {
  const found = all[name];
  if (found === undefined) throw new Error(`no ${what} is called ${name}; known: ${Object.keys(all).join(', ')}`);
  return found;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
