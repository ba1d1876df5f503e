import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { limitTable, type LimitName } from '../../src/http/rate-limits.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { listen, type Answer, type Client } from './client.ts';
import { insiderOf } from './insiders.ts';
import { nameOf } from './matrix.ts';
import { cookieOf } from './members.ts';

let app: TestApp;
let client: Client;
beforeAll(async () => {
  // The limits of production: the demo's are a hundred times as wide.
  app = await startApp({ env: { REQUEST_LIMIT_FACTOR: '1' } });
  client = await listen(app.app);
});
afterAll(async () => {
  await client.close();
  await app.close();
});

// The limits' own time stands still: however long the requests take here, all of them fall into one window.
const others = ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const;
beforeEach(() => void jest.useFakeTimers({ now: Date.now(), doNotFake: [...others, 'setInterval', 'clearInterval'] }));
afterEach(() => void jest.useRealTimers());

const cookies = new Map<string, string>();

/** One request as somebody who may; what comes of it does not matter, but that it is counted. */
async function knock(route: TestApp['registry'][number]): Promise<Answer> {
  const member = insiderOf(route);
  if (!cookies.has(member)) cookies.set(member, await cookieOf(app, member));
  const address = route.path.replaceAll(/:\w+/g, 'x');
  return client.ask(address, { method: route.method, headers: { cookie: cookies.get(member) ?? '' } });
}

describe('beyond its limit every route answers 429 and says when to come again', () => {
  const names = Object.keys(limitTable).filter((name) => name !== 'all') as LimitName[];

  test.each(names)(
    '%s',
    async (name) => {
      const routes = app.registry.filter(({ policy }) => policy.limit === name);
      const [first] = routes;
      if (first === undefined) return;
      for (const route of routes) cookies.set(insiderOf(route), await cookieOf(app, insiderOf(route)));
      const visitors = new Set(limitTable[name].by === 'person' ? routes.map(insiderOf) : [insiderOf(first)]);
      for (const visitor of visitors) {
        // An address that names no record is soon answered, and counts all the same.
        const theirs = routes.filter((route) => insiderOf(route) === visitor);
        const own = theirs.find(({ path }) => path.includes(':')) ?? theirs[0] ?? first;
        for (let at = 0; at < limitTable[name].points; at += 1) expect((await knock(own)).status).not.toBe(429);
      }
      for (const route of routes) {
        const { status, headers, text } = await knock(route);
        expect([nameOf(route), status]).toEqual([nameOf(route), 429]);
        expect(Number(headers['retry-after'])).toBeGreaterThan(0);
        expect(text).toContain('Слишком много попыток');
      }
    },
    300_000,
  );

  test('all: whoever asks for anything too often is not even looked at', async () => {
    const health = app.registry.find(({ path }) => path === '/healthz');
    if (health === undefined) throw new Error('/healthz is gone');
    for (let at = 0; at <= limitTable.all.points && (await knock(health)).status !== 429; at += 1);
    for (const route of app.registry)
      expect([nameOf(route), (await knock(route)).status]).toEqual([nameOf(route), 429]);
  }, 300_000);
});
