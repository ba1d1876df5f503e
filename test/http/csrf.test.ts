import { describe, expect, test } from '@jest/globals';
import { request, startApp } from './support/app.ts';

function app(env: Record<string, string> = {}) {
  return startApp({
    env,
    routes(routes) {
      routes.post('/change', { who: 'anyone' }, (_req, res) => void res.send('changed'));
      routes.post(
        '/files',
        { who: 'anyone', upload: { maxFiles: 1, maxBytes: 1000 } },
        (_req, res) => void res.send('changed'),
      );
    },
  });
}

const tokenIn = (page: { text: string }) => /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!;

describe('what the browser says', () => {
  test.each([
    [{ 'Sec-Fetch-Site': 'same-origin' }, 200],
    [{ 'Sec-Fetch-Site': 'same-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'http://localhost:3000' }, 403],
    [{ 'Sec-Fetch-Site': 'none' }, 403],
    [{ Origin: 'http://localhost:3000' }, 200],
    [{ Origin: 'http://localhost:3001' }, 403],
    [{ Origin: 'https://localhost:3000' }, 403],
    [{ Origin: 'http://localhost:3000.example.org' }, 403],
    [{ Origin: 'null' }, 403],
    [{}, 403],
  ])('%j → %i', async (headers, status) => {
    const anna = await app().as('anna');
    const answer = await anna.post('/change').unset('Sec-Fetch-Site').set(headers);
    expect(answer.status).toBe(status);
  });

  test('a foreign origin is refused even with the right token', async () => {
    const browser = request.agent(app().app);
    const token = tokenIn(await browser.get('/form'));
    const answer = await browser.post('/change').set('Origin', 'https://evil.example').send(`_csrf=${token}`);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('Форма устарела');
    expect(answer.text).toContain('HTTP-CSRF');
  });
});

describe('the token, for browsers that say nothing', () => {
  test('of a visitor: in the form, bound to a cookie, without a session', async () => {
    const { app: running, sessions } = app();
    const browser = request.agent(running);
    const token = tokenIn(await browser.get('/form'));
    expect((await browser.post('/change').send(`_csrf=${token}`)).status).toBe(200);
    expect((await request(running).post('/change').send(`_csrf=${token}`)).status).toBe(403);
    expect(sessions.rows.size).toBe(0);
  });

  test('of a session: the same on every page, of no use to another session or after rotation', async () => {
    const { app: running, as } = app();
    const [anna, boris] = [await as('anna'), await as('boris')];
    const [first, second] = [tokenIn(await anna.get('/form')), tokenIn(await anna.get('/form'))];
    expect(second).toBe(first);
    expect((await anna.post('/change').unset('Sec-Fetch-Site').send(`_csrf=${first}`)).status).toBe(200);
    expect((await boris.post('/change').unset('Sec-Fetch-Site').send(`_csrf=${first}`)).status).toBe(403);
    expect((await request(running).post('/change').send(`_csrf=${first}`)).status).toBe(403);
  });

  test("a visitor's token is of no use once signed in", async () => {
    const browser = request.agent(app().app);
    const token = tokenIn(await browser.get('/form'));
    await browser.post('/enter/anna').send(`_csrf=${token}`).expect(204);
    expect((await browser.post('/change').send(`_csrf=${token}`)).status).toBe(403);
  });

  test.each(['', 'x', 'а'.repeat(32), '0'.repeat(64)])('made up as “%s” is refused', async (token) => {
    const anna = await app().as('anna');
    expect((await anna.post('/change').unset('Sec-Fetch-Site').send({ _csrf: token }).type('form')).status).toBe(403);
  });

  test('given twice is refused', async () => {
    const browser = request.agent(app().app);
    const token = tokenIn(await browser.get('/form'));
    expect((await browser.post('/change').send(`_csrf=${token}&_csrf=${token}`)).status).toBe(403);
  });

  test('of a form with files stands in the address, for the body is not parsed before', async () => {
    const { app: running, files, log } = app();
    const browser = request.agent(running);
    const token = tokenIn(await browser.get('/form'));
    const send = (address: string) =>
      browser.post(address).field('_csrf', token).attach('scan', Buffer.from('%PDF-'), 'a.pdf');
    expect((await send('/files')).status).toBe(403);
    expect(files.stored.size).toBe(0);
    expect((await send(`/files?_csrf=${token}`)).status).toBe(200);
    expect(files.stored.size).toBe(1);
    expect(log.join('')).not.toContain(token);
  });
});

test('the visitor cookie has the __Host- prefix on TLS', async () => {
  const page = await request(app({ PUBLIC_URL: 'https://lk.example.ru' }).app).get('/form');
  expect(page.headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-visitor=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
});
