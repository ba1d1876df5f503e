import type { Response } from 'supertest';
import { startApp, type TestApp } from '../support/app.ts';
import { visitor, type Browser } from '../support/cast.ts';
import { latestCode } from '../support/outbox.ts';
import { post } from './steps.ts';

/** What somebody new types on the way through the registration. */
export const phone = '+79000000123';
export const name = { lastName: 'Ёлкина', firstName: 'Мария', middleName: 'Павловна' };
export const access = {
  email: 'Maria@Example.test',
  password: 'Тихий-Дон-1928',
  passwordAgain: 'Тихий-Дон-1928',
};

/** The app, and the browser of somebody whom it does not know yet. */
export async function startUnknown(): Promise<Readonly<{ site: TestApp; browser: Browser }>> {
  const site = await startApp();
  return { site, browser: visitor(site) };
}

/** Names a number and types the code that was sent there. */
export async function confirmPhone(site: TestApp, browser: Browser, number = phone): Promise<Response> {
  await post(browser, '/register', { phone: number });
  return post(browser, '/register/code', { code: await latestCode(site, number) });
}

/** Everything before the consent. */
export async function upToConsent(site: TestApp, browser: Browser): Promise<Response> {
  await confirmPhone(site, browser);
  await post(browser, '/register/name', name);
  await post(browser, '/register/access', access);
  return post(browser, '/register/agreement', { agreement: 'yes', policy: 'yes' });
}
