import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { contactsOf, type Person } from '../../src/features/accounts/index.ts';
import { pendingEmailOf } from '../../src/features/sign-in/index.ts';
import { hour, second } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf, signIn, visitor, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf, latestCode } from '../support/outbox.ts';
import { otherThan, post } from './steps.ts';

const own = '/settings/security/email';
const address = 'new@example.test';

let site: TestApp;
let person: Person;
let browser: Browser;

beforeEach(async () => {
  site = await startApp();
  person = await personOf(site, 'novichok');
  await site.ctx.db('identifiers').where({ person_id: person.id, kind: 'email' }).delete();
  browser = await signIn(site, 'novichok');
});
afterEach(() => site.close());

async function linkTo(to: string): Promise<string> {
  const link = (await deliveriesOf(site, to)).find((letter) => letter.link?.includes('/register/email/'))?.link ?? '';
  return link.replace('http://localhost:3000', '');
}

async function emailNow(): Promise<string | null> {
  return (await contactsOf(site.ctx, person.id)).email;
}

describe('the link of the letter', () => {
  test('confirms on the press of a button, signed in or not, and only once', async () => {
    await post(browser, own, { email: address });
    expect(await pendingEmailOf(site.ctx, person.id)).toBe(address);
    const link = await linkTo(address);
    const guest = visitor(site);
    const page = await guest.get(link);
    expect([page.status, textOf(page.text, 'h1')]).toEqual([200, 'Подтвердите адрес почты']);
    expect(await emailNow()).toBeNull();
    expect((await post(guest, parse(page.text)('main form').attr('action') ?? '')).headers['location']).toBe(link);
    expect(await emailNow()).toBe(address);
    expect(await pendingEmailOf(site.ctx, person.id)).toBeNull();
    expect(textOf((await guest.get(link)).text, 'h1')).toBe('Адрес почты подтверждён');
    await post(guest, link);
    expect(await site.ctx.db('audit_entries').where({ act: 'email.confirmed', person_id: person.id })).toHaveLength(1);
  });

  test('expires, and an earlier letter ends with the next', async () => {
    await post(browser, own, { email: address });
    const old = await linkTo(address);
    site.clock.advance(61 * second);
    await post(browser, own, { email: address });
    const fresh = await linkTo(address);
    expect((await visitor(site).get(old)).status).toBe(410);
    await post(visitor(site), old);
    expect(await emailNow()).toBeNull();
    site.clock.advance(73 * hour);
    const late = await visitor(site).get(fresh);
    expect([late.status, textOf(late.text, 'h1')]).toEqual([410, 'Ссылка больше не действует']);
    await post(visitor(site), fresh);
    expect(await emailNow()).toBeNull();
  });

  test('that is nobody’s says so; a malformed one is a missing page', async () => {
    const unknown = `/register/email/${'A'.repeat(43)}`;
    const page = await visitor(site).get(unknown);
    expect([page.status, textOf(page.text, 'h1')]).toEqual([404, 'Ссылка не подходит']);
    expect((await post(visitor(site), unknown)).headers['location']).toBe(unknown);
    expect((await visitor(site).get('/register/email/short')).status).toBe(404);
    const foreign = visitor(site).set('Sec-Fetch-Site', 'cross-site');
    expect((await post(foreign, unknown)).status).toBe(403);
  });

  test('is stored by its hash', async () => {
    await post(browser, own, { email: address });
    const token = (await linkTo(address)).split('/').at(-1) ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await site.ctx.db('email_confirmations'))).not.toMatch(new RegExp(`${token}|${address}`));
  });
});

describe('the code of the letter', () => {
  test('confirms in the cabinet; a wrong one does not', async () => {
    await post(browser, own, { email: address });
    const code = await latestCode(site, address);
    const wrong = await post(browser, `${own}/confirmation`, { code: otherThan(code) });
    expect([wrong.status, textOf(wrong.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-WRONG')]);
    // The confirmation of the identity waits for nothing else now.
    expect((await post(browser, `${own}/confirmation`, { code })).headers['location']).toBe('/confirmation');
    expect(await emailNow()).toBe(address);
    expect((await browser.get(own)).headers['location']).toBe('/settings/security');
  });

  test('fits the last address that was named, not one before it', async () => {
    await post(browser, own, { email: address });
    const code = await latestCode(site, address);
    await post(browser, own, { email: 'other@example.test' });
    expect((await post(browser, `${own}/confirmation`, { code })).status).toBe(422);
    expect(fieldsOf((await browser.get(own)).text, 'form[action$="/email"]')).toMatchObject({
      email: 'other@example.test',
    });
  });

  test('without an address that waits is refused', async () => {
    const res = await post(browser, `${own}/confirmation`, { code: '123456' });
    expect([res.status, textOf(res.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-EXPIRED')]);
  });
});

describe('an address of another account', () => {
  test('is answered alike, its owner is told, and nothing of it confirms', async () => {
    expect((await post(browser, own, { email: 'anna@example.test' })).headers['location']).toBe(own);
    const [letter] = await deliveriesOf(site, 'anna@example.test');
    expect(letter?.text).toContain('Он уже привязан к вашей');
    expect([letter?.code, letter?.link]).toEqual([undefined, 'http://localhost:3000/login']);
    expect(textOf((await browser.get(own)).text, 'main')).toContain('Мы отправили письмо на anna@example.test');
    expect((await post(browser, `${own}/confirmation`, { code: '123456' })).status).toBe(422);
  });

  test('that became so after the letter is not taken away', async () => {
    await post(browser, own, { email: address });
    const link = await linkTo(address);
    const other = await personOf(site, 'vera');
    await site.ctx.db('identifiers').where({ person_id: other.id, kind: 'email' }).delete();
    const rival = await signIn(site, 'vera');
    await post(rival, own, { email: address });
    await post(rival, `${own}/confirmation`, { code: await latestCode(site, address) });
    const res = await post(visitor(site), link);
    expect([res.status, textOf(res.text, 'main')]).toEqual([409, expect.stringContaining('уже привязан к другой')]);
    expect((await contactsOf(site.ctx, other.id)).email).toBe(address);
  });
});

test('a malformed address is refused and stays in its field; a repeated letter waits', async () => {
  const res = await post(browser, own, { email: 'новый' });
  expect([res.status, summaryOf(res.text)]).toEqual([422, [expect.stringContaining('нужен знак @')]]);
  expect(fieldsOf(res.text)).toMatchObject({ email: 'новый' });
  await post(browser, own, { email: address });
  const early = await post(browser, own, { email: address });
  expect([early.status, textOf(early.text, 'main')]).toEqual([422, expect.stringContaining('AUTH-CODE-WAIT')]);
});

test('an account that has its address gets no second one that nobody would see', async () => {
  const vera = await signIn(site, 'vera');
  expect((await post(vera, own, { email: address })).headers['location']).toBe('/settings/security');
  expect(await deliveriesOf(site, address)).toEqual([]);
  expect(await pendingEmailOf(site.ctx, (await personOf(site, 'vera')).id)).toBeNull();
});
