import type { Browser } from 'playwright-core';
import { signWithOpenssl } from '../../journey/openssl.ts';
import { newPerson } from '../../journey/person.ts';
import { walk } from '../../journey/walk.ts';
import { placeOf, watched } from '../watching.ts';
import type { Camera } from './camera.ts';

/** Walks the main job as somebody new and photographs every page on the way, in order: `journey-1280-07-register-access.png`. */
export async function photographJourney(browser: Browser, base: string, { shoot }: Camera): Promise<void> {
  const seen = new Set<string>();

  async function newVisitor() {
    const context = await browser.newContext({
      baseURL: base,
      locale: 'ru-RU',
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    return watched(page, async () => {
      const stamps = await page.locator('main .stamp').allInnerTexts();
      const state = [placeOf(page), await page.title(), ...stamps].join(' ');
      if (seen.has(state)) return;
      seen.add(state);
      const place = placeOf(page).slice(1).replaceAll('/', '-').replaceAll(':', '') || 'front';
      await shoot(page, `journey-WIDTH-${String(seen.size).padStart(2, '0')}-${place}`);
    });
  }

  const world = { base, newVisitor, sign: signWithOpenssl, begin: () => undefined, now: () => Date.now() };
  await walk(world, newPerson());
}
