import { expect } from '@jest/globals';
import type { Response } from 'supertest';
import type { TestApp } from '../support/app.ts';
import { cast, demoPassword, visitor, type Browser, type CastName } from '../support/cast.ts';
import { latestCode } from '../support/outbox.ts';

/** A browser at a home of its own: its requests come from this address. The app must trust one proxy. */
export function browserFrom(test: TestApp, address: string): Browser {
  return visitor(test).set('X-Forwarded-For', address);
}

export const behindProxy = { env: { TRUST_PROXY_HOPS: '1' } };

type LoginFields = Readonly<{ login?: string; password?: string; foreign?: string; next?: string }>;

export function sendLogin(browser: Browser, fields: LoginFields = {}): Promise<Response> {
  return post(browser, '/login', { login: cast.anna.phone, password: demoPassword, ...fields });
}

export async function post(browser: Browser, path: string, fields: object = {}): Promise<Response> {
  return browser.post(path).type('form').send(fields);
}

/** Password, then the code from the SMS: the browser is signed in and its device known. */
export async function logIn(
  test: TestApp,
  browser: Browser,
  name: CastName = 'anna',
  fields: LoginFields = {},
): Promise<Response> {
  const first = await sendLogin(browser, { login: cast[name].phone, ...fields });
  expect(first.headers['location']).toBe('/login/code');
  return post(browser, '/login/code', { code: await latestCode(test, cast[name].phone) });
}

/** A code that is certainly not the one given. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}

/** What the browser was told to keep under a cookie's name by one answer, with its attributes. */
export function cookieOf(res: Response, name: string): string | undefined {
  return ([] as string[]).concat(res.headers['set-cookie'] ?? []).find((cookie) => cookie.startsWith(`${name}=`));
}

/** Whether the browser is signed in. */
export async function isIn(browser: Browser): Promise<boolean> {
  return (await browser.get('/settings/security')).status === 200;
}
