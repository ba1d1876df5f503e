import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { consentsOf, findPersonByLogin } from '../../src/features/accounts/index.ts';
import { minute, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { cast, visitor, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { cookieOf, isIn, otherThan, post } from './steps.ts';

const phone = '+79000000123';
const name = { lastName: 'Ёлкина', firstName: 'Мария', middleName: 'Павловна' };
const access = { email: 'Maria@Example.test', password: 'Тихий-Дон-1928', passwordAgain: 'Тихий-Дон-1928' };

let site: TestApp;
let browser: Browser;
beforeEach(async () => {
  site = await startApp();
  browser = visitor(site);
});
afterEach(() => site.close());

async function confirmPhone(number = phone) {
  await post(browser, '/register', { phone: number });
  return post(browser, '/register/code', { code: await latestCode(site, number) });
}

async function upToConsent() {
  await confirmPhone();
  await post(browser, '/register/name', name);
  await post(browser, '/register/access', access);
  return post(browser, '/register/agreement', { agreement: 'yes', policy: 'yes' });
}

describe('the short way', () => {
  test('goes page by page to an account of the lowest level, and in', async () => {
    const pages = ['/register'];
    const go = async (path: string, fields: object) =>
      void pages.push((await post(browser, path, fields)).headers['location'] ?? '');
    await go('/register', { phone: '8 900 000-01-23' });
    await go('/register/code', { code: await latestCode(site, phone) });
    await go('/register/name', name);
    await go('/register/access', access);
    await go('/register/agreement', { agreement: 'yes', policy: 'yes' });
    expect(pages).toEqual([
      '/register',
      '/register/code',
      '/register/name',
      '/register/access',
      '/register/agreement',
      '/register/consent',
    ]);
    const done = await post(browser, '/register/consent', { consent: 'yes' });
    expect([done.status, done.headers['location']]).toEqual([303, '/cabinet']);
    expect(cookieOf(done, 'kabinet')).toBeDefined();
    expect(await isIn(browser)).toBe(true);

    const person = await findPersonByLogin(site.ctx, { kind: 'phone', value: phone });
    expect(person).toMatchObject({
      level: 'simplified',
      roles: [],
      name: { last: 'Ёлкина', first: 'Мария', middle: 'Павловна' },
    });
    const consents = await consentsOf(site.ctx, person?.id ?? '');
    expect(consents.map(({ kind, withdrawnAt }) => [kind, withdrawnAt]).sort()).toEqual([
      ['agreement', null],
      ['policy', null],
      ['processing', null],
    ]);
    expect(await site.ctx.db('audit_entries').where({ act: 'account.created', person_id: person?.id })).toHaveLength(1);
  });

  test('shows at each page where one is, and never asks twice what was answered', async () => {
    await confirmPhone();
    expect(textOf((await browser.get('/register/name')).text, '.over')).toBe('Регистрация · шаг 3 из 6');
    await post(browser, '/register/name', name);
    expect(fieldsOf((await browser.get('/register/name')).text)).toMatchObject(name);
    await post(browser, '/register/access', access);
    expect(fieldsOf((await browser.get('/register/access')).text)).toMatchObject({
      email: 'maria@example.test',
      password: '',
    });
  });

  test('leads to a login with the same password', async () => {
    await upToConsent();
    await post(browser, '/register/consent', { consent: 'yes' });
    await post(browser, '/logout');
    const again = await post(browser, '/login', { login: phone, password: access.password });
    expect(again.headers['location']).toBe('/login/code');
  });

  test('takes people without отчество and without e-mail', async () => {
    await confirmPhone();
    expect((await post(browser, '/register/name', { ...name, middleName: '', noMiddleName: 'yes' })).status).toBe(303);
    expect((await post(browser, '/register/access', { ...access, email: '' })).status).toBe(303);
    await post(browser, '/register/agreement', { agreement: 'yes', policy: 'yes' });
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe('/cabinet');
    expect((await findPersonByLogin(site.ctx, { kind: 'phone', value: phone }))?.name.middle).toBeNull();
  });
});

describe('nobody jumps', () => {
  test('over the beginning', async () => {
    for (const page of ['code', 'name', 'access', 'agreement', 'consent']) {
      expect((await browser.get(`/register/${page}`)).headers['location']).toBe('/register?again=1');
      expect(
        (await post(browser, `/register/${page}`, { ...name, ...access, consent: 'yes' })).headers['location'],
      ).toBe('/register?again=1');
    }
    expect(textOf((await browser.get('/register?again=1')).text, '.notice')).toContain('Начните заново');
  });

  test('over the code', async () => {
    await post(browser, '/register', { phone });
    for (const page of ['name', 'access', 'agreement', 'consent']) {
      expect(
        (await post(browser, `/register/${page}`, { ...name, ...access, consent: 'yes' })).headers['location'],
      ).toBe('/register/code');
    }
  });

  test('over the answers and the rules', async () => {
    await confirmPhone();
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe('/register/name');
    await post(browser, '/register/name', name);
    await post(browser, '/register/access', access);
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe(
      '/register/agreement',
    );
    expect(await findPersonByLogin(site.ctx, { kind: 'phone', value: phone })).toBeNull();
  });

  test('with the session of another: each browser has its own way', async () => {
    await upToConsent();
    expect((await post(visitor(site), '/register/consent', { consent: 'yes' })).headers['location']).toBe(
      '/register?again=1',
    );
  });

  test('to the last page once more, says that the account may be there', async () => {
    // Sent twice by a browser that never got the first answer with its new cookie.
    expect((await post(visitor(site), '/register/consent', { consent: 'yes' })).headers['location']).toBe(
      '/register?again=1',
    );
    const page = parse((await browser.get('/register?again=1')).text);
    expect(page('.notice').text()).toContain('она уже есть: войдите');
    expect(page('main a[href="/login"]')).toHaveLength(1);
  });

  test('back into a registration that has lapsed', async () => {
    await upToConsent();
    site.clock.advance(11 * minute);
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe(
      '/register?again=1',
    );
  });
});

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
    await confirmPhone();
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
  });

  test.each([
    ['short', 'Аб1!', /не меньше 8 знаков/],
    ['of one case', 'тихий-дон-1928', /большую/],
    ['of own data', 'Ёлкина-Мария-77', /свои данные/],
    ['of nothing but spaces', '         ', /Придумайте пароль/],
  ])('in the password: %s', async (_kind, password, message) => {
    await confirmPhone();
    await post(browser, '/register/name', name);
    const res = await post(browser, '/register/access', { ...access, password, passwordAgain: password });
    expect([res.status, summaryOf(res.text)[0]]).toEqual([422, expect.stringMatching(message)]);
    expect(fieldsOf(res.text)).toMatchObject({ email: access.email, password: '' });
    expect(res.text).not.toContain(`"${password}"`);
  });

  test('in the repetition, the e-mail, the boxes', async () => {
    await confirmPhone();
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
    await upToConsent();
    const first = browser;
    browser = visitor(site);
    site.clock.advance(61 * second);
    await upToConsent();
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

test('what was typed is encrypted at rest, and swept when it is left', async () => {
  await upToConsent();
  const [flow] = (await site.ctx.db('sign_in_flows')) as { flow_sealed: string }[];
  expect(JSON.stringify(flow)).not.toMatch(/Ёлкина|7900/);
  await site.worker.drain();
  site.clock.advance(60 * minute);
  await site.worker.drain();
  expect(await site.ctx.db('sign_in_flows')).toEqual([]);
});
