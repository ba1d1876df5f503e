import { hash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { minute, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, demoPassword, signIn, visitor } from '../support/cast.ts';
import { summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { cookieOf, isIn, logIn, post, sendLogin } from './steps.ts';

const home = '/settings/security';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

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

  test('is said to be strong from twelve characters on, where fewer are enough', async () => {
    const page = await (await signIn(site, 'anna')).get(`${home}/password`);
    expect(textOf(page.text, 'main')).toMatch(/Не меньше 8 знаков.*От 12 знаков пароль надёжный/);
    const ofStaff = await (await signIn(site, 'sergey')).get(`${home}/password`);
    expect(textOf(ofStaff.text, 'main')).not.toContain('надёжный');
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
