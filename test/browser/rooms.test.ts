import { expect, test } from '@jest/globals';
import type { CastName } from '../../src/features/demo/cast.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook, type Inspector } from './inspection.ts';

const { guest, enter } = inspectedSite();

/** Pages beside the main job, by who sees them. */
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
    '/messages',
    '/settings/security',
    '/settings/security/password',
    '/settings/security/app',
    '/demo/keys',
  ],
  novichok: ['/cabinet', '/profile', '/services/archive-reference'],
  olga: ['/staff', '/staff/applications', '/staff/applications?tab=all', '/staff/confirmations', '/profile'],
};

test.each(Object.entries(rooms))(
  'what %s sees can be used by everybody',
  async (name, addresses) => {
    const notebook = newNotebook();
    const somebody: Inspector = name === 'guest' ? await guest(notebook) : await enter(name as CastName, notebook);
    for (const address of addresses) {
      const response = await somebody.page.goto(address);
      expect({ address, status: response?.status() }).toEqual({ address, status: 200 });
      await somebody.look();
    }
    expect(notebook.findings).toEqual([]);
    await somebody.page.context().close();
  },
  180_000,
);
