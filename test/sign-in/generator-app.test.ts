import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { minute, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, demoPassword, signIn, visitor, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { isIn, logIn, otherThan, post, sendLogin } from './steps.ts';

const home = '/settings/security';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

/** What a generator app shows at the clock's time. */
function codeNow(secret: string): Promise<string> {
  return generate({ secret, epoch: Math.floor(site.clock.now() / 1000), period: 30 });
}

/** Switches the app on as a person does; answers its secret. */
async function switchOn(browser: Browser): Promise<string> {
  expect((await post(browser, `${home}/app`)).headers['location']).toBe(`${home}/app`);
  const secret = (
    textOf((await browser.get(`${home}/app`)).text, 'main').match(/Ключ: ([A-Z2-7 ]+?) Код/)?.[1] ?? ''
  ).replaceAll(' ', '');
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect((await post(browser, `${home}/app/confirmation`, { code: await codeNow(secret) })).headers['location']).toBe(
    home,
  );
  site.clock.advance(30 * second);
  return secret;
}

describe('the generator app', () => {
  test('is switched on by its code, and then asked for at every login, on known devices as well', async () => {
    const browser = visitor(site);
    await logIn(site, browser);
    const secret = await switchOn(browser);
    expect(textOf((await browser.get(home)).text, 'main')).toContain('При каждом входе спрашиваем код из приложения');
    expect((await browser.get(`${home}/app`)).headers['location']).toBe(home);
    await post(browser, '/logout');
    expect((await sendLogin(browser)).headers['location']).toBe('/login/code');
    expect(textOf((await browser.get('/login/code')).text, 'main')).toContain('приложение для одноразовых кодов');
    expect((await post(browser, '/login/code', { code: await codeNow(secret) })).headers['location']).toBe('/cabinet');
  });

  test('stays off until a right code comes; the secret is encrypted', async () => {
    const browser = await signIn(site, 'anna');
    await post(browser, `${home}/app`);
    const res = await post(browser, `${home}/app/confirmation`, { code: '000000' });
    expect([res.status, textOf(res.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-WRONG')]);
    expect(parse(res.text)('svg.qr path').attr('d')).toMatch(/^M4 4h1v1h-1z/);
    expect(textOf((await browser.get(home)).text, 'main')).toContain('Включить коды из приложения');
    const [row] = (await site.ctx.db('generator_apps')) as { secret_sealed: string }[];
    const shown =
      textOf(res.text, 'main')
        .match(/Ключ: ([A-Z2-7 ]+?) Код/)?.[1]
        ?.replaceAll(' ', '') ?? 'nothing';
    expect(row?.secret_sealed).not.toContain(shown);
  });

  test('takes each code once, and no earlier one after it', async () => {
    const secret = await switchOn(await signIn(site, 'anna'));
    const code = await codeNow(secret);
    await logInWithApp(visitor(site), code);
    const replay = visitor(site);
    await sendLogin(replay);
    const res = await post(replay, '/login/code', { code });
    expect([res.status, textOf(res.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-USED')]);
    expect(await isIn(replay)).toBe(false);
  });

  test('takes a code once even when it comes twice at the same moment', async () => {
    const secret = await switchOn(await signIn(site, 'anna'));
    const browsers = [visitor(site), visitor(site)];
    for (const browser of browsers) await sendLogin(browser);
    const code = await codeNow(secret);
    const answers = await Promise.all(browsers.map((browser) => post(browser, '/login/code', { code })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
  });

  test('forgives one step of drift and not two', async () => {
    const secret = await switchOn(await signIn(site, 'anna'));
    const code = await codeNow(secret);
    site.clock.advance(60 * second);
    const browser = visitor(site);
    await sendLogin(browser);
    expect((await post(browser, '/login/code', { code })).status).toBe(422);
    const recent = await codeNow(secret);
    site.clock.advance(30 * second);
    expect((await post(browser, '/login/code', { code: recent })).headers['location']).toBe('/cabinet');
  });

  test('closes after five wrong codes', async () => {
    const secret = await switchOn(await signIn(site, 'anna'));
    const browser = visitor(site);
    await sendLogin(browser);
    const wrong = otherThan(await codeNow(secret));
    for (let at = 0; at < 5; at += 1) await post(browser, '/login/code', { code: wrong });
    const res = await post(browser, '/login/code', { code: await codeNow(secret) });
    expect(textOf(res.text, 'main')).toContain('AUTH-CODE-TRIES');
    const fresh = visitor(site);
    await sendLogin(fresh);
    expect((await post(fresh, '/login/code', { code: await codeNow(secret) })).status).toBe(422);
  });

  test('is switched off by one of its codes; both changes are told to all contacts', async () => {
    const browser = await signIn(site, 'anna');
    const secret = await switchOn(browser);
    expect((await post(browser, `${home}/app/removal`, { code: otherThan(await codeNow(secret)) })).status).toBe(422);
    expect((await post(browser, `${home}/app/removal`, { code: await codeNow(secret) })).headers['location']).toBe(
      home,
    );
    expect((await browser.get(`${home}/app/removal`)).headers['location']).toBe(home);
    const told = (await deliveriesOf(site)).map(
      ({ channel, text }) => `${channel} ${text.includes('больше не спрашиваются') ? 'off' : 'on'}`,
    );
    expect(told.sort()).toEqual(['email off', 'email on', 'sms off', 'sms on']);
  });

  test('cannot be replaced by a new one while it is on', async () => {
    const browser = await signIn(site, 'anna');
    await switchOn(browser);
    await post(browser, `${home}/app`);
    expect((await browser.get(`${home}/app`)).headers['location']).toBe(home);
    expect(await site.ctx.db('generator_apps').whereNotNull('confirmed_at')).toHaveLength(1);
  });

  async function logInWithApp(browser: Browser, code: string) {
    await sendLogin(browser);
    expect((await post(browser, '/login/code', { code })).headers['location']).toBe('/cabinet');
  }
});

describe('staff', () => {
  test('owe a code at every login and land at the desk', async () => {
    const browser = visitor(site);
    expect((await logIn(site, browser, 'sergey')).headers['location']).toBe('/staff');
    await post(browser, '/logout');
    site.clock.advance(2 * minute);
    expect((await logIn(site, browser, 'sergey')).headers['location']).toBe('/staff');
  });

  test('may use the generator app instead', async () => {
    const secret = await switchOn(await signIn(site, 'sergey'));
    const browser = visitor(site);
    await sendLogin(browser, { login: cast.sergey.phone });
    expect((await post(browser, '/login/code', { code: await codeNow(secret) })).headers['location']).toBe('/staff');
  });

  test('need twelve characters', async () => {
    const browser = await signIn(site, 'sergey');
    const fields = { current: demoPassword, password: 'Тихий-77', passwordAgain: 'Тихий-77' };
    expect(summaryOf((await post(browser, `${home}/password`, fields)).text)[0]).toContain('не меньше 12');
  });
});

test('a code of the SMS does not fit where the app is asked for', async () => {
  await switchOn(await signIn(site, 'anna'));
  const browser = visitor(site);
  await sendLogin(browser);
  expect((await post(browser, '/login/code/renewal')).headers['location']).toBe('/login');
  await expect(latestCode(site, cast.anna.phone)).rejects.toThrow();
});
