import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { minute, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, visitor } from '../support/cast.ts';
import { summaryOf, textOf } from '../support/html.ts';
import { latestCode } from '../support/outbox.ts';
import { cookieOf, isIn, logIn, otherThan, post, sendLogin } from './steps.ts';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

describe('the device', () => {
  test('that is known goes straight in', async () => {
    const browser = visitor(site);
    const done = await logIn(site, browser);
    expect(cookieOf(done, 'device')).toMatch(/Max-Age=15552000; Path=\/;.*HttpOnly; SameSite=Lax/);
    await post(browser, '/logout');
    expect((await sendLogin(browser)).headers['location']).toBe('/cabinet');
    expect(await isIn(browser)).toBe(true);
  });

  test('is known to its person only, also when two people share it', async () => {
    const browser = visitor(site);
    await logIn(site, browser);
    await post(browser, '/logout');
    await logIn(site, browser, 'vera');
    await post(browser, '/logout');
    expect((await sendLogin(browser)).headers['location']).toBe('/cabinet');
  });

  test('is not remembered when it is «Чужой компьютер»', async () => {
    const browser = visitor(site);
    const done = await logIn(site, browser, 'anna', { foreign: 'yes' });
    expect(cookieOf(done, 'device')).toBeUndefined();
    await post(browser, '/logout');
    expect((await sendLogin(browser)).headers['location']).toBe('/login/code');
  });

  test('is forgotten after 180 days without a login', async () => {
    const browser = visitor(site);
    await logIn(site, browser);
    site.clock.advance(181 * 24 * 60 * minute);
    expect((await sendLogin(browser)).headers['location']).toBe('/login/code');
  });

  test('is stored by its hash', async () => {
    const done = await logIn(site, visitor(site));
    const token = cookieOf(done, 'device')?.split(/[=;]/)[1] ?? '';
    expect(JSON.stringify(await site.ctx.db('devices'))).not.toContain(token);
  });
});

describe('the code', () => {
  test('is not reached without the password', async () => {
    const browser = visitor(site);
    expect((await browser.get('/login/code')).headers['location']).toBe('/login');
    expect((await post(browser, '/login/code', { code: '123456' })).headers['location']).toBe('/login?ended=1');
    expect((await post(browser, '/login/code/renewal')).headers['location']).toBe('/login');
  });

  test('when wrong is refused with the tries that are left, and after five another is needed', async () => {
    const browser = visitor(site);
    await sendLogin(browser);
    const code = await latestCode(site, cast.anna.phone);
    const first = await post(browser, '/login/code', { code: otherThan(code) });
    expect(first.status).toBe(422);
    expect(summaryOf(first.text)[0]).toMatch(/^Код не подошёл.*Осталось попыток: 4$/);
    expect(textOf(first.text, '.error-summary h2')).toBe('Не удалось подтвердить телефон');
    expect(textOf(first.text, 'main')).toContain('AUTH-CODE-WRONG');
    for (let tries = 0; tries < 4; tries += 1) await post(browser, '/login/code', { code: otherThan(code) });
    const late = await post(browser, '/login/code', { code });
    expect(textOf(late.text, 'main')).toContain('AUTH-CODE-TRIES');
    expect(await isIn(browser)).toBe(false);
  });

  test('when it is not six digits is refused without costing a try', async () => {
    const browser = visitor(site);
    await sendLogin(browser);
    expect(summaryOf((await post(browser, '/login/code', { code: '12' })).text)).toEqual(['Код состоит из 6 цифр']);
    expect(summaryOf((await post(browser, '/login/code', {})).text)).toEqual(['Введите код из 6 цифр']);
    expect(await site.ctx.db('one_time_codes').first('tries')).toEqual({ tries: 0 });
  });

  test('expires', async () => {
    const browser = visitor(site);
    await sendLogin(browser);
    const code = await latestCode(site, cast.anna.phone);
    site.clock.advance(300 * second);
    const res = await post(browser, '/login/code', { code });
    expect(res.status).toBe(422);
    expect(textOf(res.text, 'main')).toContain('AUTH-CODE-EXPIRED');
  });

  test('lets in once: a second login with it is refused', async () => {
    const browser = visitor(site);
    await logIn(site, browser);
    const code = await latestCode(site, cast.anna.phone);
    const other = visitor(site);
    site.clock.advance(61 * second);
    await sendLogin(other);
    const res = await post(other, '/login/code', { code });
    expect([res.status, await isIn(other)]).toEqual([422, false]);
  });

  test('is asked for anew after a visible wait, and replaces the one before', async () => {
    const browser = visitor(site);
    await sendLogin(browser);
    const old = await latestCode(site, cast.anna.phone);
    expect(textOf((await browser.get('/login/code')).text, 'details')).toContain('через 60 секунд');
    const early = await post(browser, '/login/code/renewal');
    expect([early.status, textOf(early.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-WAIT')]);
    site.clock.advance(60 * second);
    expect((await post(browser, '/login/code/renewal')).headers['location']).toBe('/login/code');
    const fresh = await latestCode(site, cast.anna.phone);
    if (old !== fresh) expect((await post(browser, '/login/code', { code: old })).status).toBe(422);
    expect((await post(browser, '/login/code', { code: fresh })).headers['location']).toBe('/cabinet');
  });

  test('is stored by its keyed hash only', async () => {
    await sendLogin(visitor(site));
    const code = await latestCode(site, cast.anna.phone);
    const row = (await site.ctx.db('one_time_codes').first()) as object;
    expect(JSON.stringify(Object.entries(row).filter(([key]) => !key.endsWith('_at')))).not.toContain(code);
  });
});
