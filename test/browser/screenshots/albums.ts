import type { Page } from 'playwright-core';
import type { Walker } from '../../support/every-route.ts';

/** A page: its address, or the first link on it; then perhaps something is done to show a state. */
export type Shot = Readonly<{ at: string; follow?: string; act?: (page: Page) => Promise<void>; name?: string }>;

/** The pages and the states that they may be met in, by who sees them; the main job has a walk of its own. */
export const albums: Readonly<Record<string, Readonly<{ walker: Walker; shots: readonly Shot[] }>>> = {
  guest: {
    walker: 'guest',
    shots: [
      { at: '/' },
      { at: '/login' },
      { at: '/login', name: 'login-mistakes', act: (page) => press(page, 'Войти') },
      { at: '/register' },
      { at: '/services' },
      { at: '/services', follow: 'main a[href^="/services/"]', name: 'services-first' },
      { at: '/check' },
      { at: '/check', name: 'check-mistakes', act: (page) => press(page, 'Проверить') },
      { at: '/no-such-page', name: 'missing' },
      { at: '/display' },
      { at: '/legal/terms' },
      { at: '/legal/privacy' },
      { at: '/demo' },
      { at: '/demo/outbox' },
      { at: '/demo/keys' },
      { at: '/demo/components' },
    ],
  },
  anna: {
    walker: 'anna',
    shots: [
      { at: '/cabinet' },
      { at: '/profile' },
      { at: '/services' },
      { at: '/applications' },
      { at: '/applications', follow: 'main a[href^="/applications/44-"]', name: 'application' },
      { at: '/applications', follow: 'main a[href^="/applications/drafts/"]', name: 'draft' },
      { at: '/documents' },
      { at: '/documents', follow: 'main a[href^="/documents/"]:not([href$="/new"])', name: 'document' },
      { at: '/documents/new' },
      { at: '/messages' },
      { at: '/messages', follow: 'main a[href^="/messages/"]', name: 'message' },
      { at: '/settings/security' },
      { at: '/settings/display' },
      { at: '/journal' },
      { at: '/staff', name: 'missing' },
      { at: '/demo/keys' },
    ],
  },
  romashka: {
    walker: 'anna@romashka',
    shots: [{ at: '/cabinet' }, { at: '/applications' }, { at: '/documents' }, { at: '/messages' }],
  },
  novichok: {
    walker: 'novichok',
    shots: [
      { at: '/cabinet' },
      { at: '/confirmation' },
      { at: '/confirmation', name: 'confirmation-mistakes', act: (page) => press(page, 'Продолжить') },
      { at: '/documents' },
      { at: '/applications' },
    ],
  },
  sergey: {
    walker: 'sergey',
    shots: [
      { at: '/staff' },
      { at: '/staff/applications' },
      { at: '/staff/applications', follow: 'main a[href^="/staff/applications/44-"]', name: 'staff-application' },
      { at: '/staff/confirmations' },
    ],
  },
  petr: {
    walker: 'petr',
    shots: [
      { at: '/staff' },
      { at: '/staff/confirmations' },
      { at: '/staff/attempts' },
      { at: '/staff/attempts?number=12', name: 'staff-attempts-mistakes' },
    ],
  },
};

/** Sends the form as it stands, where there is such a button. */
async function press(page: Page, name: string): Promise<void> {
  const button = page.locator('main').getByRole('button', { name });
  if ((await button.count()) > 0) await button.first().click();
}
