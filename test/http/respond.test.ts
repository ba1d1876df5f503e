import { describe, expect, test } from '@jest/globals';
import { redirect, respond } from '../../src/http/respond.ts';
import { request, startApp } from './support/app.ts';

function app() {
  return startApp({
    routes(routes) {
      routes.get('/things', { who: 'anyone' }, (req, res) =>
        respond(req, res, 'things/index', { things: ['<b>один</b>', 'два'] }, { fragments: ['things-list'] }),
      );
      routes.get('/mine', { who: 'person' }, (req, res) =>
        respond(req, res, 'things/index', { things: [] }, { fragments: ['things-list'] }),
      );
      routes.post('/things', { who: 'anyone' }, (_req, res) => redirect(res, '/things'));
      routes.post('/wrong', { who: 'anyone' }, (req, res) =>
        respond(req, res, 'things/index', { things: [] }, { status: 422 }),
      );
    },
  });
}

const part = { 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'ul#things-list' };
const list = '<ul id="things-list"><li>&lt;b&gt;один&lt;/b&gt;</li><li>два</li></ul>';

describe('page or part', () => {
  test.each([
    ['a plain request', {}, true],
    ['a request for the declared part', part, false],
    ['for another part', { ...part, 'HX-Target': 'ul#other-list' }, true],
    ['for an element without id', { ...part, 'HX-Target': 'body' }, true],
    ['for a part whose name leads elsewhere', { ...part, 'HX-Target': 'ul#../errors/error' }, true],
    ['a boosted one', { ...part, 'HX-Boosted': 'true' }, true],
    ['a full one', { ...part, 'HX-Request-Type': 'full' }, true],
    ['a step back in history', { ...part, 'HX-History-Restore-Request': 'true' }, true],
  ])('%s', async (_name, headers: Record<string, string>, whole) => {
    const answer = await request(app().app).get('/things').set(headers);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(list);
    expect(answer.text.includes('<title>')).toBe(whole);
    expect(answer.headers.vary).toMatch(/HX-Request, HX-Target/);
  });

  test('the part is exactly what the page shows', async () => {
    const { app: running } = app();
    const [page, alone] = [await request(running).get('/things'), await request(running).get('/things').set(part)];
    expect(page.text).toContain(alone.text.trim());
  });

  test('a whole page that answers a request for a part takes the place of the page', async () => {
    const answer = await request(app().app)
      .get('/things')
      .set({ ...part, 'HX-Target': 'div#other' });
    expect(answer.headers).toMatchObject({ 'hx-retarget': 'body', 'hx-reswap': 'outerSync', 'hx-push-url': '/things' });
    const boosted = await request(app().app)
      .get('/things')
      .set({ ...part, 'HX-Boosted': 'true' });
    expect(boosted.headers).not.toHaveProperty('hx-retarget');
  });

  test('a session that is over sends the whole page to login, never a login page into a part', async () => {
    const answer = await request(app().app)
      .get('/mine')
      .set({ ...part, 'HX-Current-URL': 'http://localhost:3000/mine?page=2' });
    expect(answer.status).toBe(204);
    expect(answer.headers['hx-redirect']).toBe('/login?next=%2Fmine%3Fpage%3D2');
    expect(answer.text).toBe('');
  });

  test('errors replace the page, too', async () => {
    const answer = await request(app().app).get('/nowhere').set(part);
    expect(answer.status).toBe(404);
    expect(answer.headers['hx-retarget']).toBe('body');
    expect(answer.text).toContain('<title>Страница не найдена');
  });
});

test('redirects are 303, and a status may be given', async () => {
  const { app: running } = app();
  const done = await request(running).post('/things').set('Sec-Fetch-Site', 'same-origin');
  expect([done.status, done.headers.location]).toEqual([303, '/things']);
  expect((await request(running).post('/wrong').set('Sec-Fetch-Site', 'same-origin')).status).toBe(422);
});

describe('caches', () => {
  test('keep nothing of a person, and no answer to a form', async () => {
    const { app: running, as } = app();
    const anna = await as('anna');
    expect((await anna.get('/things')).headers['cache-control']).toBe('no-store');
    expect((await anna.get('/mine')).headers['cache-control']).toBe('no-store');
    expect((await request(running).post('/wrong').set('Sec-Fetch-Site', 'same-origin')).headers['cache-control']).toBe(
      'no-store',
    );
    expect((await request(running).get('/nowhere')).headers['cache-control']).toBe('no-store');
  });

  test('ask again for a public page', async () => {
    expect((await request(app().app).get('/things')).headers['cache-control']).toBe('private, no-cache');
  });
});

function long() {
  const things = Array.from({ length: 200 }, () => 'вещь');
  return startApp({
    routes: (routes) =>
      routes.get('/long', { who: 'anyone' }, (req, res) => respond(req, res, 'things/index', { things })),
  });
}

describe('compression', () => {
  test.each([
    ['gzip', 'gzip'],
    ['br, gzip;q=0.5', 'gzip'],
    ['gzip;q=0', undefined],
    ['identity', undefined],
  ])('Accept-Encoding: %s → %s', async (accepted, encoding) => {
    const answer = await request(long().app).get('/long').set('Accept-Encoding', accepted);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toContain('Accept-Encoding');
    expect(answer.text).toContain('вещь');
  });

  test('is left out for a signed-in person whom another site sent here', async () => {
    const { as, app: running } = long();
    const anna = await as('anna');
    const ask = (site: string) => anna.get('/long').set('Sec-Fetch-Site', site).set('Accept-Encoding', 'gzip');
    expect((await ask('cross-site')).headers['content-encoding']).toBeUndefined();
    expect((await ask('same-origin')).headers['content-encoding']).toBe('gzip');
    const stranger = await request(running)
      .get('/long')
      .set('Sec-Fetch-Site', 'cross-site')
      .set('Accept-Encoding', 'gzip');
    expect(stranger.headers['content-encoding']).toBe('gzip');
  });
});
