import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseConfig, readConfig } from '../../src/config.ts';
import { day, minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { demoPassword, visitor, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { isIn, logIn, post, sendLogin } from './steps.ts';

const address = '/login/password';
const fresh = { password: 'Тихий-Дон-1928', passwordAgain: 'Тихий-Дон-1928' };

let site: TestApp;
beforeEach(async () => {
  site = await startApp({ env: { PASSWORD_MAX_AGE_DAYS: '180' } });
  site.clock.advance(180 * day);
});
afterEach(() => site.close());

/** A browser in which password and code were right and a new password is owed. */
async function owing(name: 'anna' | 'sergey' = 'anna', fields: object = {}): Promise<Browser> {
  const browser = visitor(site);
  expect((await logIn(site, browser, name, fields)).headers['location']).toBe(address);
  return browser;
}

describe('a password of half a year', () => {
  test('is to be changed after password and code, and then the cabinet opens where one wanted to go', async () => {
    const browser = await owing('anna', { next: '/documents' });
    const page = await browser.get(address).expect(200);
    expect(textOf(page.text, 'h1')).toBe('Пора обновить пароль');
    expect(textOf(page.text, 'main')).toMatch(/служит с \d\d\.\d\d\.\d{4}.*раз в 180 дней/);
    expect((await post(browser, address, fresh)).headers['location']).toBe('/documents');
    expect(await isIn(browser)).toBe(true);
    await post(browser, '/logout');
    expect((await sendLogin(browser, { password: fresh.password })).headers['location']).toBe('/cabinet');
    expect((await sendLogin(visitor(site))).status).toBe(422);
  });

  test('is to be changed on a known device as well, where no code is asked for', async () => {
    const browser = await owing();
    await post(browser, address, fresh);
    await post(browser, '/logout');
    // The last use keeps the device known for another 180 days.
    site.clock.advance(100 * day);
    expect((await sendLogin(browser, { password: fresh.password })).headers['location']).toBe('/cabinet');
    await post(browser, '/logout');
    site.clock.advance(80 * day);
    expect((await sendLogin(browser, { password: fresh.password })).headers['location']).toBe(address);
    const next = { password: 'Вишневый-Сад-1903', passwordAgain: 'Вишневый-Сад-1903' };
    expect((await post(browser, address, next)).headers['location']).toBe('/cabinet');
    expect(await isIn(browser)).toBe(true);
  });

  test('opens nothing until it is changed, and everything leads back to the question; one may leave', async () => {
    const browser = await owing();
    for (const page of ['/cabinet', '/applications', '/settings/security/password', '/messages']) {
      const res = await browser.get(page);
      expect([page, res.status, res.headers['location']]).toEqual([
        page,
        303,
        `/login?next=${encodeURIComponent(page)}`,
      ]);
    }
    expect((await post(browser, '/applications', { slug: 'archive-reference' })).headers['location']).toMatch(
      /^\/login/,
    );
    expect((await browser.get('/login')).headers['location']).toBe(address);
    await browser.get('/services').expect(200);
    const form = parse((await browser.get(address)).text)('main form[action="/logout"]');
    expect(form.find('button').text()).toContain('Выйти');
    expect((await post(browser, '/logout')).headers['location']).toBe('/?bye=1');
    expect((await browser.get(address)).headers['location']).toBe('/login');
    await browser.get('/login').expect(200);
  });

  test('is asked of officials, who need twelve characters and come to their desk', async () => {
    const browser = await owing('sergey');
    const short = await post(browser, address, { password: 'Тихий-77', passwordAgain: 'Тихий-77' });
    expect([short.status, summaryOf(short.text).join()]).toEqual([422, expect.stringContaining('не меньше 12')]);
    expect((await post(browser, address, fresh)).headers['location']).toBe('/staff');
  });

  test('ends other sessions and forgets other devices, and all contacts are told', async () => {
    const other = await owing();
    await post(other, address, fresh);
    expect(await isIn(other)).toBe(true);
    site.clock.advance(180 * day);
    const browser = visitor(site);
    await logIn(site, browser, 'anna', { password: fresh.password });
    await site.ctx.db('sessions').update({ ended_at: null });
    const next = { password: 'Вишневый-Сад-1903', passwordAgain: 'Вишневый-Сад-1903' };
    await post(browser, address, next);
    expect(await site.ctx.db('sessions').whereNull('ended_at')).toHaveLength(1);
    expect(await site.ctx.db('devices')).toHaveLength(1);
    const told = (await deliveriesOf(site)).filter(({ text }) => text.includes('Пароль от кабинета изменён'));
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'email', 'sms', 'sms']);
  });

  test('on «Чужой компьютер» leaves no device behind', async () => {
    const browser = await owing('anna', { foreign: 'yes' });
    expect((await post(browser, address, fresh)).headers['location']).toBe('/cabinet');
    expect(await site.ctx.db('devices')).toHaveLength(0);
  });
});

describe('the new password', () => {
  test('is neither the present one nor one of the last', async () => {
    const browser = await owing();
    const same = await post(browser, address, { password: demoPassword, passwordAgain: demoPassword });
    expect([same.status, summaryOf(same.text)]).toEqual([422, ['Такой пароль у вас уже был. Придумайте другой']]);
    await post(browser, address, fresh);
    site.clock.advance(180 * day);
    const later = visitor(site);
    await logIn(site, later, 'anna', { password: fresh.password });
    const back = await post(later, address, { password: demoPassword, passwordAgain: demoPassword });
    expect([back.status, summaryOf(back.text)]).toEqual([422, ['Такой пароль у вас уже был. Придумайте другой']]);
    expect(await isIn(later)).toBe(false);
  });

  test('keeps the rules and is typed twice; nothing typed is shown again', async () => {
    const browser = await owing();
    const refused = await post(browser, address, { password: 'слабый', passwordAgain: 'слабый' });
    expect([refused.status, refused.text.includes('слабый')]).toEqual([422, false]);
    expect(textOf(refused.text, 'title')).toMatch(/^Ошибка: /);
    const own = { password: 'Смирнова-1986-Яr', passwordAgain: 'Смирнова-1986-Яr' };
    expect(summaryOf((await post(browser, address, own)).text).join()).toContain('свои данные');
    const apart = await post(browser, address, { ...fresh, passwordAgain: 'x' });
    expect(summaryOf(apart.text)).toEqual(['Пароли не совпали']);
    expect(summaryOf((await post(browser, address)).text)).toEqual(['Придумайте новый пароль']);
    expect(await isIn(browser)).toBe(false);
  });

  test('is not reached without password and code, nor after too long', async () => {
    const stranger = visitor(site);
    expect((await stranger.get(address)).headers['location']).toBe('/login');
    expect((await post(stranger, address, fresh)).headers['location']).toBe('/login?ended=1');
    await sendLogin(stranger);
    expect((await stranger.get(address)).headers['location']).toBe('/login');
    expect((await post(stranger, address, fresh)).headers['location']).toBe('/login?ended=1');
    const browser = await owing('sergey');
    site.clock.advance(11 * minute);
    expect((await browser.get(address)).headers['location']).toBe('/login');
  });

  test('is taken from our own page only', async () => {
    const browser = (await owing()).set('Sec-Fetch-Site', 'cross-site');
    expect((await post(browser, address, fresh)).status).toBe(403);
  });
});

describe('no new password is asked for', () => {
  test('a day before, nor where the portal sets no age', async () => {
    site.clock.advance(-day);
    expect((await logIn(site, visitor(site))).headers['location']).toBe('/cabinet');
    const ageless = await startApp({ env: { PASSWORD_MAX_AGE_DAYS: '0' } });
    ageless.clock.advance(5000 * day);
    expect((await logIn(ageless, visitor(ageless))).headers['location']).toBe('/cabinet');
    await ageless.close();
  });

  test('in the demo, whose passwords everybody knows, unless it is set so; elsewhere after 180 days', () => {
    const ofDemo = (env: object) => parseConfig({ KABINET_MODE: 'demo', ...env }).limits.passwordMaxAgeDays;
    expect([ofDemo({}), ofDemo({ PASSWORD_MAX_AGE_DAYS: '90' })]).toEqual([0, 90]);
    expect(readConfig({ KABINET_MODE: 'production' }).config.limits.passwordMaxAgeDays).toBe(180);
  });

  test('of whoever changes it in the settings in time', async () => {
    site.clock.advance(-day);
    const browser = visitor(site);
    await logIn(site, browser);
    await post(browser, '/settings/security/password', { current: demoPassword, ...fresh });
    await post(browser, '/logout');
    site.clock.advance(179 * day);
    expect((await sendLogin(browser, { password: fresh.password })).headers['location']).toBe('/cabinet');
    expect(await isIn(browser)).toBe(true);
  });
});
