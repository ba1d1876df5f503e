import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { consentsOf, findPersonByLogin } from '../../src/features/accounts/index.ts';
import { minute } from '../../src/platform/values/durations.ts';
import type { TestApp } from '../support/app.ts';
import { visitor, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';
import { latestCode } from '../support/outbox.ts';
import { access, confirmPhone, name, phone, startUnknown, upToConsent } from './registering.ts';
import { cookieOf, isIn, post } from './steps.ts';

let site: TestApp;
let browser: Browser;
beforeEach(async () => void ({ site, browser } = await startUnknown()));
afterEach(() => site.close());

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
    await confirmPhone(site, browser);
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
    await upToConsent(site, browser);
    await post(browser, '/register/consent', { consent: 'yes' });
    await post(browser, '/logout');
    const again = await post(browser, '/login', { login: phone, password: access.password });
    expect(again.headers['location']).toBe('/login/code');
  });

  test('takes people without отчество and without e-mail', async () => {
    await confirmPhone(site, browser);
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
    await confirmPhone(site, browser);
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe('/register/name');
    await post(browser, '/register/name', name);
    await post(browser, '/register/access', access);
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe(
      '/register/agreement',
    );
    expect(await findPersonByLogin(site.ctx, { kind: 'phone', value: phone })).toBeNull();
  });

  test('with the session of another: each browser has its own way', async () => {
    await upToConsent(site, browser);
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
    await upToConsent(site, browser);
    site.clock.advance(11 * minute);
    expect((await post(browser, '/register/consent', { consent: 'yes' })).headers['location']).toBe(
      '/register?again=1',
    );
  });
});

test('what was typed is encrypted at rest, and swept when it is left', async () => {
  await upToConsent(site, browser);
  const [flow] = (await site.ctx.db('sign_in_flows')) as { flow_sealed: string }[];
  expect(JSON.stringify(flow)).not.toMatch(/Ёлкина|7900/);
  await site.worker.drain();
  site.clock.advance(60 * minute);
  await site.worker.drain();
  expect(await site.ctx.db('sign_in_flows')).toEqual([]);
});
