import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { minute } from '../../src/platform/values/durations.ts';
import { auditContents } from '../../src/platform/audit.ts';
import type { AuditRow } from '../../src/platform/audit-row.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, demoPassword, personOf, signIn, visitor } from '../support/cast.ts';
import { fieldsOf, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { cookieOf, isIn, logIn, post, sendLogin } from './steps.ts';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

describe('the password', () => {
  test('on a new device leads to a code, and the code to the cabinet', async () => {
    const browser = visitor(site);
    expect((await sendLogin(browser)).headers['location']).toBe('/login/code');
    expect(await isIn(browser)).toBe(false);
    const page = await browser.get('/login/code');
    expect(textOf(page.text, 'main')).toContain('+7 900 ···‑··‑01 в 10:00');
    const sms = (await deliveriesOf(site, cast.anna.phone))[0];
    expect(sms).toMatchObject({ channel: 'sms', text: expect.stringMatching(/Код для входа.*Никому не сообщайте/) });
    const done = await post(browser, '/login/code', { code: ` ${sms?.code?.slice(0, 3)} ${sms?.code?.slice(3)} ` });
    expect([done.status, done.headers['location']]).toEqual([303, '/cabinet']);
    expect(await isIn(browser)).toBe(true);
  });

  test.each([
    ['e-mail', 'Anna@Example.test'],
    ['СНИЛС', cast.anna.snils ?? ''],
    ['ИНН', cast.anna.inn ?? ''],
    ['phone with 8 and spaces around', '  8 (900) 000-00-01  '],
  ])('goes with %s', async (_kind, login) => {
    const res = await sendLogin(visitor(site), { login, password: ` ${demoPassword} ` });
    expect(res.headers['location']).toBe('/login/code');
  });

  test('when wrong is refused in words that fit an unknown login, too', async () => {
    for (const login of [cast.anna.phone, '+79000000099', 'nobody@example.test', 'вася']) {
      const res = await sendLogin(visitor(site), { login, password: 'Wrong-Password-1' });
      expect(res.status).toBe(422);
      expect(summaryOf(res.text)).toEqual(['Неверный логин или пароль']);
      expect(textOf(res.text, 'title')).toMatch(/^Ошибка: /);
      expect(fieldsOf(res.text)).toMatchObject({ login, password: '' });
      expect(res.text).not.toContain('Wrong-Password-1');
    }
  });

  test('and the login must be there', async () => {
    const res = await sendLogin(visitor(site), { login: ' ', password: '' });
    expect(res.status).toBe(422);
    expect(summaryOf(res.text)).toEqual(['Введите телефон, почту, ИНН или СНИЛС', 'Введите пароль']);
  });

  test('of nothing but spaces is none', async () => {
    const res = await sendLogin(visitor(site), { password: ' \u00A0 ' });
    expect([res.status, summaryOf(res.text)]).toEqual([422, ['Введите пароль']]);
  });

  test('in the address of a request counts for nothing', async () => {
    const res = await visitor(site)
      .post(`/login?login=${encodeURIComponent(cast.anna.phone)}&password=${demoPassword}`)
      .type('form')
      .send({});
    expect(res.status).toBe(422);
  });

  test('of a blocked account alone is answered with «Аккаунт заблокирован»', async () => {
    const { id } = await personOf(site, 'anna');
    await site.ctx.db('people').where({ id }).update({ status: 'blocked' });
    expect(summaryOf((await sendLogin(visitor(site), { password: 'Wrong-Password-1' })).text)).toEqual([
      'Неверный логин или пароль',
    ]);
    const res = await sendLogin(visitor(site));
    expect(res.status).toBe(422);
    expect(summaryOf(res.text)).toEqual(['Аккаунт заблокирован']);
    expect(textOf(res.text, 'main')).toContain('AUTH-BLOCKED');
  });

  test('from another site is refused', async () => {
    const res = await visitor(site)
      .set('Sec-Fetch-Site', 'cross-site')
      .post('/login')
      .type('form')
      .send({ login: cast.anna.phone, password: demoPassword });
    expect(res.status).toBe(403);
  });

  test('stands in the journal by result, without the password or the code', async () => {
    const browser = visitor(site);
    await sendLogin(browser, { password: 'Wrong-Password-1' });
    await logIn(site, browser);
    const rows = (await site.ctx.db('audit_entries').where('act', 'like', 'login.%').orderBy('id')) as AuditRow[];
    expect(rows.map(({ act }) => act)).toEqual(['login.refused', 'login.succeeded']);
    const details = [...(await auditContents(site.ctx, rows)).values()];
    expect(details[1]).toMatchObject({ method: 'sms' });
    expect(JSON.stringify(details)).not.toMatch(/Wrong-Password|\d{6}/);
  });
});

describe('the session', () => {
  test('gets another cookie at each step, and the ones before are worth nothing', async () => {
    const browser = visitor(site);
    const half = cookieOf(await sendLogin(browser), 'kabinet')?.split(';')[0] ?? '';
    const full = cookieOf(
      await post(browser, '/login/code', { code: await latestCode(site, cast.anna.phone) }),
      'kabinet',
    );
    expect(full).toMatch(/^kabinet=[\w-]{22}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(full).not.toContain(half);
    const thief = visitor(site).set('Cookie', half);
    expect((await thief.get('/settings/security')).status).toBe(303);
  });

  test('is never one that somebody else put into the browser', async () => {
    const planted = 'kabinet=AAAAAAAAAAAAAAAAAAAAAA';
    const given = cookieOf(await sendLogin(visitor(site).set('Cookie', planted)), 'kabinet');
    expect(given).toMatch(/^kabinet=/);
    expect(given).not.toContain(planted);
    expect((await visitor(site).set('Cookie', planted).get('/settings/security')).status).toBe(303);
  });

  test('leads a signed-in person past the login page', async () => {
    const browser = await signIn(site, 'anna');
    expect((await browser.get('/login')).headers['location']).toBe('/cabinet');
    expect((await browser.get('/register')).headers['location']).toBe('/cabinet');
  });
});

describe('the way back', () => {
  test('is kept through password and code', async () => {
    const browser = visitor(site);
    const refused = await browser.get('/settings/security');
    expect(refused.headers['location']).toBe('/login?next=%2Fsettings%2Fsecurity');
    const page = await browser.get(refused.headers['location'] ?? '');
    expect(fieldsOf(page.text)).toMatchObject({ next: '/settings/security' });
    const done = await logIn(site, browser, 'anna', { next: '/settings/security' });
    expect(done.headers['location']).toBe('/settings/security');
  });

  test('survives a wrong password', async () => {
    const res = await sendLogin(visitor(site), { password: 'Wrong-Password-1', next: '/documents?page=2' });
    expect(fieldsOf(res.text)).toMatchObject({ next: '/documents?page=2' });
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ' /x'])(
    'never leads away: %s',
    async (next) => {
      expect(
        fieldsOf((await visitor(site).get(`/login?next=${encodeURIComponent(next)}`)).text)['next'],
      ).toBeUndefined();
      expect((await logIn(site, visitor(site), 'anna', { next })).headers['location']).not.toMatch(/evil|javascript/);
    },
  );

  test('after an idle end says so', async () => {
    const browser = visitor(site);
    await logIn(site, browser);
    site.clock.advance(11 * minute);
    const res = await browser.get('/settings/security');
    expect(res.headers['location']).toBe('/login?next=%2Fsettings%2Fsecurity&ended=1');
    expect(textOf((await browser.get(res.headers['location'] ?? '')).text, 'main')).toContain(
      'Сессия истекла, требуется повторный вход',
    );
  });
});
