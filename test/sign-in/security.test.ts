import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf, signIn, visitor } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';
import { isIn, post } from './steps.ts';

const home = '/settings/security';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

test.each([
  ['get', ''],
  ['get', '/password'],
  ['post', '/password'],
  ['post', '/sessions/ending'],
  ['post', '/sessions/0198a000-0000-7000-8000-000000000000/ending'],
  ['post', '/app'],
  ['get', '/app'],
  ['post', '/app/confirmation'],
  ['get', '/app/removal'],
  ['post', '/app/removal'],
  ['get', '/email'],
  ['post', '/email'],
  ['post', '/email/confirmation'],
] as const)('%s %s is for signed-in people, from our own pages', async (method, path) => {
  const out = await visitor(site)[method](`${home}${path}`);
  expect([out.status, out.headers['location']]).toEqual([303, expect.stringMatching(/^\/login/)]);
  if (method === 'post') {
    const browser = (await signIn(site, 'anna')).set('Sec-Fetch-Site', 'cross-site');
    expect((await post(browser, `${home}${path}`)).status).toBe(403);
  }
});

describe('active sessions', () => {
  test('are listed with browser, address and last use; the own one is marked', async () => {
    const browser = (await signIn(site, 'anna')).set(
      'User-Agent',
      'Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/140.0',
    );
    await signIn(site, 'anna');
    const page = parse((await browser.get(home)).text);
    expect(page('#sessions').length).toBe(1);
    expect(page('.rows li').length).toBe(2);
    expect(page('.rows .badge').text()).toBe('это устройство');
    expect(page('.rows').text()).toContain('IP-адрес 127.0.0.1 ·');
  });

  test('are ended one by one or all but the own', async () => {
    const [here, one, two] = [await signIn(site, 'anna'), await signIn(site, 'anna'), await signIn(site, 'anna')];
    const action =
      parse((await here.get(home)).text)('.rows form')
        .first()
        .attr('action') ?? '';
    expect((await post(here, action)).status).toBe(303);
    expect([await isIn(one), await isIn(two)].filter(Boolean)).toHaveLength(1);
    await post(here, `${home}/sessions/ending`);
    expect([await isIn(here), await isIn(one), await isIn(two)]).toEqual([true, false, false]);
    expect(textOf((await here.get(home)).text, 'main')).toContain('Других сеансов нет');
  });

  test('of somebody else are not found, nor ended ones, nor malformed ids', async () => {
    const stranger = await signIn(site, 'vera');
    await signIn(site, 'anna');
    const { id } = await personOf(site, 'anna');
    const { id: sessionId } = (await site.ctx.db('sessions').where({ person_id: id }).first('id')) as { id: string };
    expect((await post(stranger, `${home}/sessions/${sessionId}/ending`)).status).toBe(404);
    expect((await post(stranger, `${home}/sessions/x/ending`)).status).toBe(404);
    expect(await site.ctx.db('sessions').where({ id: sessionId }).first('ended_at')).toEqual({ ended_at: null });
  });
});

test('the page asks the database six times at most', async () => {
  const browser = await signIn(site, 'novichok');
  await site.ctx.db('identifiers').where({ kind: 'email' }).delete();
  await post(browser, `${home}/email`, { email: 'new@example.test' });
  const asked: string[] = [];
  site.ctx.db.on('query', ({ sql }: { sql: string }) => asked.push(sql));
  expect(textOf((await browser.get(home)).text, 'main')).toContain('new@example.test');
  expect(asked.length).toBeLessThanOrEqual(6);
});
