import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RouteEntry } from '../../src/http/policy.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, visitor, type Browser } from '../support/cast.ts';
import { begin, submitted } from './support.ts';

let app: TestApp;
let routes: readonly RouteEntry[];
let draft: string;
let number: string;

const someId = '01a1f7c1-4180-7014-948d-d2013a965ff1';

beforeAll(async () => {
  app = await startApp();
  routes = app.registry.filter(({ feature }) => feature === 'applications');
  const anna = await signIn(app, 'anna');
  number = await submitted(anna);
  draft = (await begin(anna, 'kindergarten-queue')).split('/').at(-1) ?? '';
});
afterAll(() => app.close());

/** The address of a route with Anna's own draft and application in it, or with ids that nobody has. */
function addressOf({ path }: RouteEntry, ids: { id: string; number: string }): string {
  return path
    .replace(':id', ids.id)
    .replace(':number', ids.number)
    .replace(':fileId', someId)
    .replace(':page', 'child')
    .replace(':slug', 'kindergarten-queue');
}

function ask(browser: Browser, { method }: RouteEntry, address: string) {
  return method === 'GET' ? browser.get(address) : browser.post(address).type('form').send({ revision: '1' });
}

const owned = (route: RouteEntry) => /:id|:number/.test(route.path);

describe('every route of applications', () => {
  test('sends whoever is signed out to the login page', async () => {
    for (const route of routes) {
      const answer = await ask(visitor(app), route, addressOf(route, { id: draft, number }));
      expect([route.path, answer.status]).toEqual([route.path, 303]);
      expect(answer.headers['location']).toMatch(/^\/login/);
    }
  });

  test("answers a stranger's draft or number exactly as a missing one", async () => {
    const vera = await signIn(app, 'vera');
    for (const route of routes.filter(owned)) {
      const anothers = await ask(vera, route, addressOf(route, { id: draft, number }));
      const missing = await ask(vera, route, addressOf(route, { id: someId, number: '44-2026-999999-5' }));
      expect([route.path, anothers.status]).toEqual([route.path, 404]);
      expect(missing.status).toBe(404);
    }
  });

  test('answers a malformed id or number with 404', async () => {
    const anna = await signIn(app, 'anna');
    for (const route of routes.filter(owned)) {
      const answer = await ask(anna, route, addressOf(route, { id: '1', number: "1'--" }));
      expect([route.path, answer.status]).toEqual([route.path, 404]);
    }
  });

  test('lets a member who may only read change nothing, and says so', async () => {
    const chief = await signIn(app, 'anna', { organisation: true });
    const own = (await begin(chief, 'earthworks-permit')).split('/').at(-1) ?? '';
    const boris = await signIn(app, 'boris', { organisation: true });
    for (const route of routes.filter(({ method }) => method === 'POST')) {
      const answer = await ask(boris, route, addressOf(route, { id: own, number }));
      expect([route.path, answer.status]).toEqual([route.path, 403]);
      expect(answer.text).toContain('PARTY-READ-ONLY');
    }
    expect((await boris.get(`/applications/drafts/${own}`)).status).toBe(200);
  });

  test('lets an account that is not confirmed prepare, but neither sign nor send, and shows the way', async () => {
    const newcomer = await signIn(app, 'novichok');
    const own = (await begin(newcomer, 'kindergarten-queue')).split('/').at(-1) ?? '';
    for (const route of routes.filter(({ policy, path }) => policy.confirmed && path.includes(':id'))) {
      const answer = await ask(newcomer, route, addressOf(route, { id: own, number }));
      expect([route.path, answer.status]).toEqual([route.path, 403]);
      expect(answer.text).toContain('href="/confirmation"');
    }
    expect((await newcomer.get(`/applications/drafts/${own}/check`)).status).toBe(200);
  });
});
