import { hash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generate } from 'otplib';
import { minute, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, demoPassword, personOf, signIn, visitor, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { cookieOf, isIn, logIn, otherThan, post, sendLogin } from './steps.ts';

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

describe('the password', () => {
  const change = { current: demoPassword, password: 'Тихий-Дон-1928', passwordAgain: 'Тихий-Дон-1928' };

  test('is changed: others end, devices are forgotten, contacts are told', async () => {
    const here = visitor(site);
    await logIn(site, here);
    const there = await signIn(site, 'anna');
    const device = visitor(site);
    site.clock.advance(61 * second);
    await logIn(site, device);
    expect((await post(here, `${home}/password`, change)).headers['location']).toBe(home);
    expect([await isIn(here), await isIn(there), await isIn(device)]).toEqual([true, false, false]);
    const told = (await deliveriesOf(site)).filter(({ text }) => text.includes('Пароль от кабинета изменён'));
    expect(told.map(({ channel, to }) => [channel, to]).sort()).toEqual([
      ['email', 'anna@example.test'],
      ['sms', cast.anna.phone],
    ]);
    expect((await sendLogin(device, { password: change.password })).headers['location']).toBe('/login/code');
    await post(here, '/logout');
    expect((await sendLogin(here, { password: change.password })).headers['location']).toBe('/cabinet');
    expect((await sendLogin(visitor(site))).status).toBe(422);
  });

  test('changed leaves a copy of the cookie worthless', async () => {
    const raw = site.ctx.random.bytes(16).toString('base64url');
    const browser = await signIn(site, 'anna');
    await site.ctx
      .db('sessions')
      .whereNull('ended_at')
      .update({ hash: hash('sha256', raw, 'hex') });
    const thief = visitor(site).set('Cookie', `kabinet=${raw}`);
    browser.set('Cookie', `kabinet=${raw}`);
    expect(await isIn(thief)).toBe(true);
    const changed = await post(browser, `${home}/password`, change);
    expect(changed.status).toBe(303);
    expect(await isIn(thief)).toBe(false);
    const given = /^kabinet=([^;]+)/.exec(cookieOf(changed, 'kabinet') ?? '')?.[1] ?? '';
    expect(await isIn(visitor(site).set('Cookie', `kabinet=${given}`))).toBe(true);
  });

  test('of nothing but spaces is none', async () => {
    const blank = { ...change, password: '   ', passwordAgain: '   ' };
    const res = await post(await signIn(site, 'anna'), `${home}/password`, blank);
    expect([res.status, summaryOf(res.text)]).toEqual([422, ['Придумайте новый пароль']]);
    expect((await sendLogin(visitor(site))).status).toBe(303);
  });

  test('needs the right current one, and wrong ones lock', async () => {
    const browser = await signIn(site, 'anna');
    const wrong = { ...change, current: 'Wrong-Password-1' };
    expect(summaryOf((await post(browser, `${home}/password`, wrong)).text)).toEqual(['Текущий пароль неверен']);
    await post(browser, `${home}/password`, wrong);
    expect(textOf((await post(browser, `${home}/password`, wrong)).text, 'main')).toContain('AUTH-LOCKED');
    expect((await post(browser, `${home}/password`, change)).status).toBe(422);
    site.clock.advance(9 * minute);
    expect(await isIn(browser)).toBe(true);
  });

  test('is made of nothing that others may know of the person', async () => {
    const browser = await signIn(site, 'anna');
    const { snils, inn } = cast.anna;
    for (const own of ['Смирнова', '12041986', snils?.slice(-6), inn?.slice(-7)]) {
      const password = `Яблоня-${own}-Рz7`;
      const res = await post(browser, `${home}/password`, { ...change, password, passwordAgain: password });
      expect([own, res.status, summaryOf(res.text).join()]).toEqual([own, 422, expect.stringContaining('свои данные')]);
    }
  });

  test('is none of the last ones', async () => {
    const browser = await signIn(site, 'anna');
    await post(browser, `${home}/password`, change);
    const back = { current: change.password, password: demoPassword, passwordAgain: demoPassword };
    expect(summaryOf((await post(browser, `${home}/password`, back)).text)).toEqual([
      'Такой пароль у вас уже был. Придумайте другой',
    ]);
  });

  test('and its repetition must agree and differ from the current one', async () => {
    const browser = await signIn(site, 'anna');
    const res = await post(browser, `${home}/password`, { ...change, passwordAgain: 'x' });
    expect([res.status, summaryOf(res.text)]).toEqual([422, ['Пароли не совпали']]);
    const same = { current: demoPassword, password: demoPassword, passwordAgain: demoPassword };
    expect(summaryOf((await post(browser, `${home}/password`, same)).text)).toEqual([
      'Новый пароль совпадает с текущим',
    ]);
    expect(summaryOf((await post(browser, `${home}/password`, {})).text)).toEqual([
      'Введите текущий пароль',
      'Придумайте новый пароль',
    ]);
  });
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

test('a code of the SMS does not fit where the app is asked for', async () => {
  await switchOn(await signIn(site, 'anna'));
  const browser = visitor(site);
  await sendLogin(browser);
  expect((await post(browser, '/login/code/renewal')).headers['location']).toBe('/login');
  await expect(latestCode(site, cast.anna.phone)).rejects.toThrow();
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
