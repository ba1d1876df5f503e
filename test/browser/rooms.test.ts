import { beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { CastName } from '../../src/features/demo/cast.ts';
import { seedDemoCases } from '../support/demo-cases.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook, type Inspector } from './inspection.ts';

const { site, guest, enter } = inspectedSite();
beforeAll(async () => seedDemoCases(site().test), 60_000);

/** Pages beside the main job, by who sees them: an address, or an address and which of its links to follow. */
const rooms: Readonly<Partial<Record<CastName | 'guest', readonly string[]>>> = {
  guest: [
    '/',
    '/services',
    '/services/archive-reference',
    '/legal/terms',
    '/legal/privacy',
    '/demo',
    '/demo/outbox',
    '/demo/keys',
    '/demo/components',
  ],
  anna: [
    '/cabinet',
    '/profile',
    '/applications',
    '/applications/new/archive-reference',
    '/documents/new',
    '/applications main a[href^="/applications/drafts/"]',
    '/messages',
    '/messages main a[href^="/messages/"]',
    '/documents main a[href^="/documents/"]:not([href$="/new"])',
    '/settings/security',
    '/settings/security/password',
    '/settings/security/app',
    '/demo/keys',
  ],
  novichok: ['/cabinet', '/profile', '/services/archive-reference'],
  olga: [
    '/staff',
    '/staff/applications',
    '/staff/applications?tab=all',
    '/staff/applications main a[href^="/staff/applications/"]',
    '/staff/confirmations',
    '/profile',
  ],
};

async function addressOf(page: Page, place: string): Promise<string> {
  const [address = '', ...link] = place.split(' ');
  if (link.length === 0) return address;
  await page.goto(address);
  return (await page.locator(link.join(' ')).first().getAttribute('href')) ?? '';
}

test.each(Object.entries(rooms))(
  'what %s sees can be used by everybody',
  async (name, addresses) => {
    const notebook = newNotebook();
    const somebody: Inspector = name === 'guest' ? await guest(notebook) : await enter(name as CastName, notebook);
    for (const place of addresses) {
      const address = await addressOf(somebody.page, place);
      const response = await somebody.page.goto(address);
      expect({ address, status: response?.status() }).toEqual({ address, status: 200 });
      await somebody.look();
    }
    expect(notebook.findings).toEqual([]);
    await somebody.page.context().close();
  },
  180_000,
);

test.each([
  { name: 'anna' as const, list: '/applications', links: 'main a[href^="/applications/44-"]' },
  { name: 'sergey' as const, list: '/staff/applications?tab=all', links: 'main a[href^="/staff/applications/44-"]' },
])(
  'an application can be read by everybody in each of its states: $list',
  async ({ name, list, links }) => {
    const notebook = newNotebook();
    const { page, look } = await enter(name, notebook);
    await page.goto(list);
    const addresses = await page.locator(links).evaluateAll((found) => found.map((one) => one.getAttribute('href')));
    for (const address of new Set(addresses)) {
      await page.goto(address ?? '');
      await look(await page.locator('main .stamp').first().innerText());
    }
    expect(notebook.findings).toEqual([]);
    expect(notebook.places.size).toBeGreaterThan(4);
    await page.context().close();
  },
  180_000,
);
