import { describe, expect, test } from '@jest/globals';
import { endSession, rotateSession, sessionOf, startSession } from '../../src/http/session.ts';
import { request, startApp } from './support/app.ts';

const minute = 60_000;

function app(env: Record<string, string> = {}) {
  return startApp({
    env,
    routes(routes) {
      routes.get('/cabinet', { who: 'person' }, (req, res) => void res.json(sessionOf(req)));
      routes.post('/begin', { who: 'guest' }, async (req, res) => void res.json(await startSession(req)));
      routes.post('/step-up', { who: 'person' }, async (req, res) => {
        res.json(await rotateSession(req, { steppedUpAt: 1 }));
      });
      routes.post('/logout', { who: 'person' }, async (req, res) => {
        await endSession(req, 'logout');
        res.redirect(303, '/');
      });
    },
  });
}

const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  (answer.headers['set-cookie'] as string[] | undefined)?.[0] ?? '';

describe('the cookie', () => {
  test('on plain HTTP is HttpOnly and SameSite=Lax and ends with the browser', async () => {
    const cookie = cookieOf(await request(app().app).post('/enter/anna').set('Sec-Fetch-Site', 'same-origin'));
    expect(cookie).toMatch(/^kabinet=[A-Za-z0-9_-]{22}; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('on TLS has the __Host- prefix and Secure', async () => {
    const { app: secure } = app({ PUBLIC_URL: 'https://lk.example.ru' });
    const cookie = cookieOf(await request(secure).post('/enter/anna').set('Sec-Fetch-Site', 'same-origin'));
    expect(cookie).toMatch(/^__Host-kabinet=[A-Za-z0-9_-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('is stored nowhere: only its hash is', async () => {
    const { app: running, sessions } = app();
    const raw = /kabinet=([^;]+)/.exec(
      cookieOf(await request(running).post('/enter/anna').set('Sec-Fetch-Site', 'same-origin')),
    )![1]!;
    const stored = JSON.stringify([...sessions.rows]);
    expect(stored).toMatch(/"hash":"[0-9a-f]{64}"/);
    expect(stored).not.toContain(raw);
  });

  test.each(['x', 'kabinet', "' OR 1=1 --", 'a'.repeat(22)])('with a made-up value “%s” is nobody', async (value) => {
    const answer = await request(app().app).get('/cabinet').set('Cookie', `kabinet=${value}`);
    expect(answer.status).toBe(303);
  });
});

describe('rotation', () => {
  test('a session begun before login changes its cookie at login, and the old one is dead', async () => {
    const { app: running, sessions } = app();
    const begun = await request(running).post('/begin').set('Sec-Fetch-Site', 'same-origin');
    const old = cookieOf(begun).split(';')[0]!;
    const entered = await request(running).post('/enter/anna').set('Cookie', old).set('Sec-Fetch-Site', 'same-origin');
    const fresh = cookieOf(entered).split(';')[0]!;
    expect(fresh).not.toBe(old);
    expect((await request(running).get('/cabinet').set('Cookie', old)).status).toBe(303);
    expect((await request(running).get('/cabinet').set('Cookie', fresh)).body).toMatchObject({
      id: begun.body.id,
      stage: 'full',
      personId: 'anna',
    });
    expect(sessions.rows.size).toBe(1);
  });

  test('a step-up changes the cookie and keeps the absolute term', async () => {
    const { as, time } = app();
    const anna = await as('anna');
    const { body: before } = await anna.get('/cabinet');
    time.now += 5 * minute;
    const answer = await anna.post('/step-up');
    expect(cookieOf(answer)).toContain('kabinet=');
    expect(answer.body).toMatchObject({ steppedUpAt: 1, startedAt: before.startedAt, usedAt: time.now });
  });

  test('an anonymous session is created only when a flow asks for one, and once', async () => {
    const { app: running, sessions } = app();
    await request(running).get('/form');
    expect(sessions.rows.size).toBe(0);
    const browser = request.agent(running).set('Sec-Fetch-Site', 'same-origin');
    const [first, second] = [await browser.post('/begin'), await browser.post('/begin')];
    expect(first.body).toMatchObject({ stage: 'visitor', personId: null });
    expect(second.body.id).toBe(first.body.id);
  });
});

describe('its end', () => {
  test('ten idle minutes', async () => {
    const { as, time, sessions } = app();
    const anna = await as('anna');
    time.now += 10 * minute - 1;
    expect((await anna.get('/cabinet')).status).toBe(200);
    time.now += 10 * minute;
    const answer = await anna.get('/cabinet');
    expect(answer.headers.location).toBe('/login?next=%2Fcabinet&ended=1');
    expect(sessions.ended).toMatchObject([{ reason: 'idle' }]);
  });

  test('twelve hours, however busy', async () => {
    const { as, time, sessions } = app();
    const anna = await as('anna');
    for (let at = 0; at < 12 * 60 - 5; at += 5) {
      time.now += 5 * minute;
      expect((await anna.get('/cabinet')).status).toBe(200);
    }
    time.now += 5 * minute;
    expect((await anna.get('/cabinet')).status).toBe(303);
    expect(sessions.ended).toMatchObject([{ reason: 'term' }]);
  });

  test('requests of the page itself do not put it off', async () => {
    const { as, time } = app();
    const anna = await as('anna');
    for (let at = 0; at < 9; at += 1) {
      time.now += minute;
      expect((await anna.get('/cabinet').set('X-Background', '1')).status).toBe(200);
    }
    time.now += minute;
    expect((await anna.get('/cabinet')).status).toBe(303);
  });

  test('a shorter time that the person chose', async () => {
    const { as, time, sessions } = app();
    const anna = await as('anna');
    for (const [id, row] of sessions.rows)
      sessions.rows.set(id, { ...row, session: { ...row.session, idleMs: 3 * minute } });
    time.now += 2 * minute;
    expect((await anna.get('/cabinet')).body.endsAt).toBe(time.now + 3 * minute);
    time.now += 3 * minute;
    expect((await anna.get('/cabinet')).status).toBe(303);
  });

  test('logout: the cookie goes, and would be of no use', async () => {
    const { as, app: running, sessions } = app();
    const anna = await as('anna');
    const entered = await request(running).post('/enter/anna').set('Sec-Fetch-Site', 'same-origin');
    const stolen = cookieOf(entered).split(';')[0]!;
    const answer = await request(running).post('/logout').set('Cookie', stolen).set('Sec-Fetch-Site', 'same-origin');
    expect(cookieOf(answer)).toMatch(/^kabinet=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect((await request(running).get('/cabinet').set('Cookie', stolen)).status).toBe(303);
    expect((await anna.get('/cabinet')).status).toBe(200);
    expect(sessions.ended).toMatchObject([{ reason: 'logout' }]);
  });

  test('an account that may no longer act has no session', async () => {
    const { app: running } = app();
    const entered = await request(running).post('/enter/stranger').set('Sec-Fetch-Site', 'same-origin');
    const answer = await request(running).get('/cabinet').set('Cookie', cookieOf(entered).split(';')[0]!);
    expect(answer.status).toBe(303);
  });
});

describe('its cost', () => {
  test('one look a request, and a write at most once a minute', async () => {
    const { as, time, sessions } = app();
    const anna = await as('anna');
    sessions.calls.length = 0;
    for (let at = 0; at < 6; at += 1) {
      await anna.get('/cabinet');
      time.now += 20_000;
    }
    expect(sessions.calls.filter((call) => call === 'load')).toHaveLength(6);
    expect(sessions.calls.filter((call) => call === 'touch')).toHaveLength(1);
  });

  test('no look without a cookie', async () => {
    const { app: running, sessions } = app();
    await request(running).get('/form');
    expect(sessions.calls).toEqual([]);
  });
});
