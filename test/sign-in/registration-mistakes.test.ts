import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findPersonByLogin } from '../../src/features/accounts/index.ts';
import { second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, visitor, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { access, confirmPhone, name, phone, startUnknown, upToConsent } from './registering.ts';
import { otherThan, post } from './steps.ts';

let site: TestApp;
let browser: Browser;
beforeEach(async () => void ({ site, browser } = await startUnknown()));
afterEach(() => site.close());

describe('mistakes', () => {
  test('in the number are named, and the number stays', async () => {
    const res = await post(browser, '/register', { phone: '+7 900 00' });
    expect([res.status, summaryOf(res.text)]).toEqual([
      422,
      [expect.stringContaining('Такого номера телефона не бывает')],
    ]);
    expect(fieldsOf(res.text)).toMatchObject({ phone: '+7 900 00' });
    expect(summaryOf((await post(browser, '/register', { phone: '+7 495 123-45-67' })).text)[0]).toContain(
      'нельзя отправить СМС',
    );
  });

  test('in the code: wrong, expired, used', async () => {
    await post(browser, '/register', { phone });
    const code = await latestCode(site, phone);
    const wrong = await post(browser, '/register/code', { code: otherThan(code) });
    expect([wrong.status, textOf(wrong.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-WRONG')]);
    site.clock.advance(300 * second);
    expect(textOf((await post(browser, '/register/code', { code })).text, 'main')).toContain('AUTH-CODE-EXPIRED');
    await post(browser, '/register/code/renewal');
    const fresh = await latestCode(site, phone);
    expect((await post(browser, '/register/code', { code: fresh })).headers['location']).toBe('/register/name');
    expect((await post(browser, '/register/code', { code: fresh })).headers['location']).toBe('/register/name');
  });

  test('in the number itself are corrected from the page of the code', async () => {
    await post(browser, '/register', { phone: '+79000000124' });
    const page = await browser.get('/register/code');
    expect(parse(page.text)('details a[href="/register"]').text()).toBe('Исправить номер');
    expect(fieldsOf((await browser.get('/register')).text)).toMatchObject({ phone: '+7 900 000-01-24' });
    const stale = await latestCode(site, '+79000000124');
    await post(browser, '/register', { phone });
    expect((await post(browser, '/register/code', { code: stale })).status).toBe(422);
    expect((await post(browser, '/register/code', { code: await latestCode(site, phone) })).status).toBe(303);
  });

  test('in the name', async () => {
    await confirmPhone(site, browser);
    const res = await post(browser, '/register/name', { lastName: '', firstName: 'Ива1н', middleName: '' });
    expect(summaryOf(res.text)).toEqual([
      'Введите фамилию',
      'Имя: цифр быть не должно',
      'Введите отчество или отметьте, что его нет',
    ]);
    expect(fieldsOf(res.text)).toMatchObject({ firstName: 'Ива1н' });
    expect(summaryOf((await post(browser, '/register/name', { ...name, noMiddleName: 'yes' })).text)[0]).toContain(
      'Оставьте что-то одно',
    );
    expect(summaryOf((await post(browser, '/register/name', { ...name, firstName: 'Maria' })).text)).toEqual([
      'Имя: буквы здесь латинские, а в фамилии русские. Проверьте раскладку',
    ]);
  });

  test.each([
    ['short', 'Аб1!', /не меньше 8 знаков/],
    ['of one case', 'тихий-дон-1928', /большую/],
    ['of own data', 'Ёлкина-Мария-77', /свои данные/],
    ['of nothing but spaces', '         ', /Придумайте пароль/],
  ])('in the password: %s', async (_kind, password, message) => {
    await confirmPhone(site, browser);
    await post(browser, '/register/name', name);
    const res = await post(browser, '/register/access', { ...access, password, passwordAgain: password });
    expect([res.status, summaryOf(res.text)[0]]).toEqual([422, expect.stringMatching(message)]);
    expect(fieldsOf(res.text)).toMatchObject({ email: access.email, password: '' });
    expect(res.text).not.toContain(`"${password}"`);
  });

  test('in the repetition, the e-mail, the boxes', async () => {
    await confirmPhone(site, browser);
    await post(browser, '/register/name', name);
    expect(summaryOf((await post(browser, '/register/access', { ...access, passwordAgain: 'x' })).text)).toEqual([
      'Пароли не совпали',
    ]);
    expect((await post(browser, '/register/access', { ...access, email: 'maria' })).status).toBe(422);
    await post(browser, '/register/access', access);
    const rules = await browser.get('/register/agreement');
    expect(parse(rules.text)('input[checked]').length).toBe(0);
    expect(summaryOf((await post(browser, '/register/agreement', { policy: 'yes' })).text)).toHaveLength(1);
    await post(browser, '/register/agreement', { agreement: 'yes', policy: 'yes' });
    const consent = await browser.get('/register/consent');
    expect(parse(consent.text)('input[checked]').length).toBe(0);
    const refused = await post(browser, '/register/consent', {});
    expect([refused.status, summaryOf(refused.text)]).toEqual([422, [expect.stringContaining('Отметьте согласие')]]);
    expect(await findPersonByLogin(site.ctx, { kind: 'phone', value: phone })).toBeNull();
  });

  test('of another site: every form is refused to it', async () => {
    const foreign = visitor(site).set('Sec-Fetch-Site', 'cross-site');
    for (const path of ['', '/code', '/code/renewal', '/name', '/access', '/agreement', '/consent']) {
      expect((await post(foreign, `/register${path}`, { phone })).status).toBe(403);
    }
  });
});

describe('a number that is taken', () => {
  test('looks to a stranger like any other, and its owner is told', async () => {
    const free = await post(browser, '/register', { phone });
    const stranger = visitor(site);
    const taken = await post(stranger, '/register', { phone: cast.anna.phone });
    expect([taken.status, taken.headers['location']]).toEqual([free.status, free.headers['location']]);
    const words = (page: string) => textOf(page, 'main').replace(/\+7 [\d \u2011]+/g, '');
    expect(words((await stranger.get('/register/code')).text)).toBe(words((await browser.get('/register/code')).text));
    const [sms] = await deliveriesOf(site, cast.anna.phone);
    expect(sms).toMatchObject({ channel: 'sms', text: expect.stringContaining('учётная запись с ним уже есть') });
    expect(sms?.code).toBeUndefined();
    const guess = await post(stranger, '/register/code', { code: '000000' });
    expect([guess.status, textOf(guess.text, 'main')]).toEqual([422, expect.stringContaining('Осталось попыток: 4')]);
  });

  test('while both were registering makes one account', async () => {
    await upToConsent(site, browser);
    const first = browser;
    browser = visitor(site);
    site.clock.advance(61 * second);
    await upToConsent(site, browser);
    expect((await post(first, '/register/consent', { consent: 'yes' })).status).toBe(303);
    const second_ = await post(browser, '/register/consent', { consent: 'yes' });
    expect([second_.status, textOf(second_.text, 'main')]).toEqual([
      409,
      expect.stringContaining('Учётная запись уже есть'),
    ]);
  });
});

test('codes to one number are limited within the hour, whoever asks', async () => {
  await site.close();
  site = await startApp({ env: { CODES_PER_HOUR: '1', CODE_RESEND_SECONDS: '0' } });
  await site.ctx.db('one_time_codes').delete();
  for (let at = 0; at < 100; at += 1) await post(visitor(site), '/register', { phone });
  const res = await post(visitor(site), '/register', { phone });
  expect([res.status, textOf(res.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-LIMIT')]);
});
