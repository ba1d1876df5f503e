import { newPerson } from '../../journey/person.ts';
import { walk } from '../../journey/walk.ts';
import type { TestSite } from '../../support/browser.ts';
import { signWithLibrary } from '../../support/signing.ts';
import { placeOf, watched } from '../watching.ts';
import type { Camera } from './camera.ts';
import { prepare, type Scheme } from './schemes.ts';

/** Walks the main job as somebody new and photographs every page on the way, in order: `journey-1280-07-register-access.png`. */
export async function photographJourney(site: TestSite, scheme: Scheme, { shoot }: Camera): Promise<void> {
  const seen = new Set<string>();

  async function newVisitor() {
    const page = await (await site.newContext(scheme.context)).newPage();
    await prepare(page, site.origin, scheme);
    return watched(page, async () => {
      const stamps = await page.locator('main .stamp').allInnerTexts();
      const state = [placeOf(page), await page.title(), ...stamps].join(' ');
      if (seen.has(state)) return;
      seen.add(state);
      const place = placeOf(page).slice(1).replaceAll('/', '-').replaceAll(':', '') || 'front';
      await shoot(page, `journey-WIDTH-${String(seen.size).padStart(2, '0')}-${place}`);
    });
  }

  const { now } = site.test.ctx.clock;
  const world = { base: site.origin, newVisitor, sign: signWithLibrary(now), begin: () => undefined, now };
  await walk(world, newPerson());
}
