import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, demoPassword, type Browser } from '../support/cast.ts';
import { summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { behindProxy, browserFrom, isIn, logIn, post, sendLogin } from './steps.ts';

const wrong = { password: 'Wrong-Password-1' };
const tooMany = 'Превышено количество попыток ввода пароля';

let site: TestApp;
beforeEach(async () => void (site = await startApp(behindProxy)));
afterEach(() => site.close());

async function fail(browser: Browser, times: number, login: string = cast.anna.phone) {
  let last = await sendLogin(browser, { ...wrong, login });
  for (let at = 1; at < times; at += 1) last = await sendLogin(browser, { ...wrong, login });
  return last;
}

describe('three wrong passwords', () => {
  test('close the login for 30 minutes, for the right password as well', async () => {
    const browser = browserFrom(site, '203.0.113.1');
    expect((await fail(browser, 2)).status).toBe(422);
    const third = await fail(browser, 1);
    expect([third.status, third.headers['retry-after'], summaryOf(third.text)]).toEqual([429, '1800', [tooMany]]);
    expect(textOf(third.text, 'main')).toMatch(/до 10:30.*AUTH-LOCKED/);
    const right = await sendLogin(browser);
    expect([right.status, summaryOf(right.text)]).toEqual([429, [tooMany]]);
    site.clock.advance(30 * minute);
    expect((await sendLogin(browser)).headers['location']).toBe('/login/code');
  });

  test('count over all four identifiers of the person', async () => {
    const browser = browserFrom(site, '203.0.113.1');
    for (const login of [cast.anna.phone, 'anna@example.test', cast.anna.snils ?? '']) await fail(browser, 1, login);
    expect((await sendLogin(browser, { login: cast.anna.inn ?? '' })).status).toBe(429);
  });

  test('look the same for a login that nobody has', async () => {
    const known = await fail(browserFrom(site, '203.0.113.1'), 3);
    const unknown = await fail(browserFrom(site, '203.0.113.1'), 3, '+79000000099');
    expect(unknown.status).toBe(known.status);
    expect(textOf(unknown.text, 'main')).toBe(textOf(known.text, 'main'));
    expect((await fail(browserFrom(site, '203.0.113.1'), 3, 'вася')).status).toBe(429);
  });

  test('are forgotten by a right one, and after half an hour', async () => {
    const browser = browserFrom(site, '203.0.113.1');
    await fail(browser, 2);
    expect((await sendLogin(browser)).status).toBe(303);
    await fail(browser, 2);
    site.clock.advance(30 * minute);
    expect((await fail(browser, 2)).status).toBe(422);
  });

  test('are told to the owner by SMS and e-mail, once', async () => {
    for (const address of ['203.0.113.1', '203.0.113.2']) await fail(browserFrom(site, address), 4);
    const told = await deliveriesOf(site);
    expect(told.map(({ channel, to }) => [channel, to]).sort()).toEqual([
      ['email', 'anna@example.test'],
      ['sms', cast.anna.phone],
    ]);
    expect(told.find(({ channel }) => channel === 'email')?.text).toMatch(
      /закрыт до 10:30.*С устройства, на котором вы уже входили, можно войти сразу/s,
    );
    expect(told.find(({ channel }) => channel === 'sms')?.text).toContain('http://localhost:3000/login');
  });

  test('are three even when they come all at once', async () => {
    const browser = browserFrom(site, '203.0.113.1');
    const all = await Promise.all(Array.from({ length: 9 }, () => sendLogin(browser, wrong)));
    expect(all.filter(({ status }) => status === 422).length).toBe(2);
    const rows = await site.ctx.db('audit_entries').where({ act: 'login.refused' });
    expect(rows).toHaveLength(9);
    expect((await sendLogin(browser)).status).toBe(429);
  });
});

describe('a stranger', () => {
  test('does not lock out the owner who comes from a known device', async () => {
    const owner = browserFrom(site, '198.51.100.7');
    await logIn(site, owner);
    await post(owner, '/logout');
    await fail(browserFrom(site, '203.0.113.1'), 3);
    await fail(browserFrom(site, '198.51.100.7'), 3);
    expect((await sendLogin(owner)).headers['location']).toBe('/cabinet');
    expect(await isIn(owner)).toBe(true);
  });

  test('does not lock out others of the same address from their own accounts', async () => {
    const browser = browserFrom(site, '203.0.113.1');
    await fail(browser, 3);
    expect((await sendLogin(browser, { login: cast.vera.phone })).headers['location']).toBe('/login/code');
  });

  test('with a device that is known to somebody else has no advantage', async () => {
    const other = browserFrom(site, '203.0.113.1');
    await logIn(site, other, 'vera');
    await post(other, '/logout');
    await fail(other, 3);
    expect((await sendLogin(browserFrom(site, '203.0.113.1'))).status).toBe(429);
  });
});

test('a known device locks by itself, and only itself', async () => {
  const owner = browserFrom(site, '198.51.100.7');
  await logIn(site, owner);
  await post(owner, '/logout');
  expect((await fail(owner, 3)).status).toBe(429);
  expect((await sendLogin(owner)).status).toBe(429);
  expect((await sendLogin(browserFrom(site, '198.51.100.7'))).headers['location']).toBe('/login/code');
});

test('failures from everywhere together are capped; a known device stays open', async () => {
  await site.close();
  site = await startApp({ env: { ...behindProxy.env, LOGIN_ACCOUNT_CAP: '10' } });
  const owner = browserFrom(site, '198.51.100.7');
  await logIn(site, owner);
  await post(owner, '/logout');
  for (let at = 1; at <= 5; at += 1) await fail(browserFrom(site, `203.0.113.${at}`), 2);
  const fresh = await sendLogin(browserFrom(site, '203.0.113.77'), { password: demoPassword });
  expect([fresh.status, summaryOf(fresh.text)]).toEqual([429, [tooMany]]);
  expect((await sendLogin(owner)).headers['location']).toBe('/cabinet');
});

test('counters say nothing about whom or whence', async () => {
  await fail(browserFrom(site, '203.0.113.1'), 1);
  const rows = JSON.stringify(await site.ctx.db('login_attempts'));
  expect(rows).not.toMatch(/203\.0\.113|7900/);
});
