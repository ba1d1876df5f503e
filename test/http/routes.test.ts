import { describe, expect, test } from '@jest/globals';
import express from 'express';
import { Forbidden, NotFound } from '../../src/errors.ts';
import { assertEveryRouteRegistered } from '../../src/http/route-registry.ts';
import { defineRoutes, mountRoutes } from '../../src/http/routes.ts';
import { actorOf } from '../../src/http/session.ts';
import { request, startApp } from './support/app.ts';

const id = '0195f3a0-7c1e-7abc-8def-0123456789ab';

function app() {
  return startApp({
    routes(routes) {
      routes.get('/open', { who: 'anyone' }, (_req, res) => void res.send('open'));
      routes.get('/welcome', { who: 'guest' }, (_req, res) => void res.send('guest'));
      routes.get('/mine/:id', { who: 'person' }, (req, res) => void res.send(actorOf(req).personId));
      routes.post('/mine/:id', { who: 'person', rights: 'change' }, (_req, res) => void res.send('changed'));
      routes.post(
        '/mine/:id/sent',
        { who: 'person', rights: 'change', confirmed: true },
        (_req, res) => void res.send('sent'),
      );
      routes.get('/staff', { who: ['specialist', 'head'] }, (_req, res) => void res.send('desk'));
      routes.get('/staff/figures', { who: ['head'], audit: 'figures.viewed' }, (_req, res) => void res.send('figures'));
      routes.get('/staff/cases/:number', { who: ['head'], audit: 'case.viewed' }, () => {
        throw new NotFound();
      });
      routes.post('/acting', { who: 'person', audit: 'acting.changed' }, () => {
        throw new Forbidden();
      });
      routes.get('/gone/:id', { who: 'person' }, () => {
        throw new NotFound();
      });
    },
  });
}

describe('who may use a route', () => {
  const table: [who: string, method: 'get' | 'post', path: string, status: number][] = [
    ['nobody', 'get', '/open', 200],
    ['nobody', 'get', '/welcome', 200],
    ['nobody', 'get', `/mine/${id}`, 303],
    ['nobody', 'post', `/mine/${id}`, 303],
    ['nobody', 'get', '/staff', 303],
    ['nobody', 'get', '/nowhere', 404],
    ['anna', 'get', '/open', 200],
    ['anna', 'get', '/welcome', 303],
    ['anna', 'get', `/mine/${id}`, 200],
    ['anna', 'head', `/mine/${id}`, 200],
    ['anna', 'post', `/mine/${id}`, 200],
    ['anna', 'post', `/mine/${id}/sent`, 200],
    ['anna', 'get', '/mine/1', 404],
    ['anna', 'get', `/mine/${id}x`, 404],
    ['anna', 'post', '/mine/1', 404],
    ['anna', 'get', '/staff', 404],
    ['anna', 'get', '/staff/figures', 404],
    ['anna', 'delete', `/mine/${id}`, 404],
    ['anna', 'options', `/mine/${id}`, 404],
    ['anna', 'get', `/mine/${id}/sent`, 404],
    ['anna', 'get', '/mine/%E0%A4%A', 400],
    ['boris', 'get', `/mine/${id}`, 200],
    ['boris', 'post', `/mine/${id}`, 403],
    ['boris', 'post', '/mine/1', 403],
    ['nikolai', 'post', `/mine/${id}`, 200],
    ['nikolai', 'post', `/mine/${id}/sent`, 403],
    ['sergey', 'get', '/staff', 200],
    ['sergey', 'get', '/staff/figures', 403],
    ['olga', 'get', '/staff/figures', 200],
  ] as [string, 'get' | 'post', string, number][];

  test.each(table)('%s %s %s → %i', async (who, method, path, status) => {
    const { app: running, as } = app();
    const agent = who === 'nobody' ? request(running) : await as(who);
    const answer = await agent[method](path).set('Sec-Fetch-Site', 'same-origin');
    expect(answer.status).toBe(status);
  });

  test('a visitor is sent to the login page and back', async () => {
    const answer = await request(app().app).get(`/mine/${id}?page=2`);
    expect(answer.headers.location).toBe(`/login?next=${encodeURIComponent(`/mine/${id}?page=2`)}`);
  });

  test('a visitor who posts comes back to the page of the form, if it is ours', async () => {
    const { app: running } = app();
    const post = (referer: string) => request(running).post(`/mine/${id}`).set('Referer', referer);
    expect((await post('http://localhost:3000/mine/x')).headers.location).toBe('/login?next=%2Fmine%2Fx');
    expect((await post('https://elsewhere.example/mine')).headers.location).toBe('/login');
  });

  test('a malformed id, a staff page and an unknown address are told apart by nobody', async () => {
    const anna = await app().as('anna');
    const [malformed, staff, unknown] = await Promise.all(
      ['/mine/1', '/staff', '/nowhere'].map((path) => anna.get(path)),
    );
    expect(malformed!.text).toContain('Страница не найдена');
    expect(staff!.text).toBe(malformed!.text);
    expect(unknown!.text).toBe(malformed!.text);
  });

  test('refusals say why and lead on', async () => {
    const nikolai = await app().as('nikolai');
    const answer = await nikolai.post(`/mine/${id}/sent`);
    expect(answer.text).toContain('Нужно подтвердить личность');
    expect(answer.text).toContain('href="/confirmation"');
    const boris = await app().as('boris');
    expect((await boris.post(`/mine/${id}`)).text).toContain('Только просмотр');
  });

  test('refusals of signed-in people are journalled, under the name of the act', async () => {
    const { as, audit } = app();
    const sergey = await as('sergey');
    await sergey.get('/staff/figures');
    const anna = await as('anna');
    await anna.get('/staff');
    expect(audit).toMatchObject([
      {
        act: 'figures.viewed',
        actorId: 'sergey',
        result: 'refused',
        subject: 'GET /staff/figures',
        details: { code: 'STAFF-ROLE' },
      },
      {
        act: 'access.refused',
        actorId: 'anna',
        result: 'refused',
        subject: 'GET /staff',
        details: { code: 'HTTP-NOT-FOUND' },
      },
    ]);
  });
});

describe('what a handler refuses somebody who is signed in', () => {
  test('is journalled as well: an act that they may not do, a forged form, a case that is not theirs', async () => {
    const { as, audit } = app();
    const anna = await as('anna');
    await anna.post('/acting').set('Sec-Fetch-Site', 'same-origin');
    await anna.post('/acting').set('Sec-Fetch-Site', 'cross-site');
    await (await as('olga')).get('/staff/cases/44-2026-000123-3');
    expect(audit.map(({ act, actorId, result, details }) => [act, actorId, result, details])).toEqual([
      ['acting.changed', 'anna', 'refused', { code: 'HTTP-FORBIDDEN' }],
      ['acting.changed', 'anna', 'refused', { code: 'HTTP-CSRF' }],
      ['case.viewed', 'olga', 'refused', { code: 'HTTP-NOT-FOUND', number: '44-2026-000123-3' }],
    ]);
  });

  test('is not when somebody only follows an old link, nor for visitors', async () => {
    const { app: running, as, audit } = app();
    await (await as('anna')).get(`/gone/${id}`);
    await (await as('anna')).get('/nowhere');
    await request(running).post('/acting').set('Sec-Fetch-Site', 'cross-site');
    expect(audit).toEqual([]);
  });

  test('is answered even when the journal cannot be written', async () => {
    const { as, ctx } = app();
    const anna = await as('anna');
    ctx.audit.record = () => Promise.reject(new Error('no database'));
    expect((await anna.post('/acting').set('Sec-Fetch-Site', 'same-origin')).status).toBe(403);
  });
});

const answer = (_req: unknown, res: { end(): void }) => res.end();

describe('the registry of routes', () => {
  test('lists every route with its policy and feature', () => {
    expect(app().registry).toContainEqual(
      expect.objectContaining({
        method: 'POST',
        path: '/mine/:id',
        feature: 'things',
        policy: { who: 'person', rights: 'change' },
      }),
    );
  });

  test('an Express route that is not in it stops the start', () => {
    const bare = express();
    const inner = express.Router();
    inner.post('/hidden', (_req, res) => void res.end());
    bare.use('/inner', inner);
    bare.get('/plain', (_req, res) => void res.end());
    expect(() => assertEveryRouteRegistered(bare, [])).toThrow(
      'POST /inner/hidden runs without being registered; GET /plain runs without being registered',
    );
  });

  test('a route that does not say who may use it stops the start', () => {
    const routes = defineRoutes('x');
    routes.get('/x', {} as never, answer);
    routes.get('/y', { who: [] }, answer);
    const bare = express();
    const registry = mountRoutes(bare, [routes]);
    expect(() => assertEveryRouteRegistered(bare, registry)).toThrow(/GET \/x does not say.*GET \/y does not say/);
  });

  test.each([
    ['/things/:id', '/things/new'],
    ['/things/new', '/things/new'],
  ])('%s before %s stops the start: the second could never be reached', (first, second) => {
    const routes = defineRoutes('x');
    routes.get(first, { who: 'anyone' }, answer);
    routes.get(second, { who: 'anyone' }, answer);
    expect(() => mountRoutes(express(), [routes])).toThrow(`GET ${second} is hidden behind ${first}`);
  });

  test('a parameter that nothing checks stops the start', () => {
    const routes = defineRoutes('x');
    routes.get('/things/:colour', { who: 'anyone' }, answer);
    expect(() => mountRoutes(express(), [routes])).toThrow('parameter :colour has no pattern');
  });
});
