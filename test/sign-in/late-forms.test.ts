import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hour, minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, visitor, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, textOf } from '../support/html.ts';
import { logIn, post, sendLogin } from './steps.ts';

const path = '/settings/security/email';

let site: TestApp;
let browser: Browser;
beforeEach(async () => {
  site = await startApp();
  await site.ctx.db('identifiers').where({ kind: 'email' }).delete();
  browser = visitor(site);
  await logIn(site, browser);
});
afterEach(() => site.close());

/** Anna sends a form after her session has run out; answers where she is led. */
async function sendLate(after = 11 * minute, fields: object = {}): Promise<string> {
  const token = fieldsOf((await browser.get(path)).text, 'form[action$="/email"]')['_csrf'];
  site.clock.advance(after);
  return (
    (await post(browser, path, { _csrf: token, email: 'new@example.test', code: '123456', ...fields })).headers[
      'location'
    ] ?? ''
  );
}

function heldIn(address: string): string {
  return new URL(address, 'http://localhost').searchParams.get('next') ?? '';
}

describe('a form that came after the session', () => {
  test('is shown after login, without passwords and codes, and goes where it was going', async () => {
    const login = await sendLate();
    const held = heldIn(login);
    expect(held).toMatch(/^\/login\/held\/[0-9a-f-]{36}$/);
    expect(textOf((await browser.get(login)).text, '.notice')).toContain('Мы сохранили то, что вы отправляли');
    expect(await site.ctx.db('email_confirmations')).toEqual([]);
    expect((await sendLogin(browser, { next: held })).headers['location']).toBe(held);
    const page = await browser.get(held);
    expect([page.status, textOf(page.text, 'h1')]).toEqual([200, 'Мы сохранили то, что вы отправляли']);
    const form = parse(page.text)('main form').first();
    expect(form.attr('action')).toBe(path);
    const fields = fieldsOf(page.text);
    expect(fields).toEqual({ _csrf: expect.any(String), email: 'new@example.test' });
    expect((await post(browser, path, fields)).headers['location']).toBe(path);
    expect(await site.ctx.db('email_confirmations')).toHaveLength(1);
  });

  test('is seen by its person alone, signed in', async () => {
    const held = heldIn(await sendLate());
    expect((await visitor(site).get(held)).headers['location']).toMatch(/^\/login/);
    const stranger = await signIn(site, 'vera');
    expect((await stranger.get(held)).status).toBe(404);
    expect((await post(stranger, `${held}/removal`)).status).toBe(303);
    expect(await site.ctx.db('late_forms')).toHaveLength(1);
  });

  test('is one of the last ten: an ended session is no way to fill the disk', async () => {
    const token = fieldsOf((await browser.get(path)).text, 'form[action$="/email"]')['_csrf'];
    site.clock.advance(11 * minute);
    let last = '';
    for (let n = 1; n <= 14; n += 1) {
      const sent = await post(browser, path, { _csrf: token, email: `new${n}@example.test` });
      last = heldIn(sent.headers['location'] ?? '');
    }
    expect(await site.ctx.db('late_forms')).toHaveLength(10);
    await sendLogin(browser, { next: last });
    expect(fieldsOf((await browser.get(last)).text)).toMatchObject({ email: 'new14@example.test' });
  });

  test('lies encrypted, is thrown away on request, and goes by itself after half an hour', async () => {
    const held = heldIn(await sendLate());
    expect(JSON.stringify(await site.ctx.db('late_forms'))).not.toContain('new@example.test');
    await sendLogin(browser);
    await post(browser, `${held}/removal`);
    expect((await browser.get(held)).status).toBe(404);
    await post(browser, '/logout');
    await sendLogin(browser);
    const late = heldIn(await sendLate());
    site.clock.advance(31 * minute);
    await sendLogin(browser);
    expect((await browser.get(late)).status).toBe(404);
    await site.worker.drain();
    site.clock.advance(hour);
    await site.worker.drain();
    expect(await site.ctx.db('late_forms')).toEqual([]);
  });

  test('is not kept when the session ended long ago, was ended on purpose, or the token is not its own', async () => {
    expect(await sendLate(2 * hour)).not.toContain('held');
    await sendLogin(browser);
    expect(await sendLate(11 * minute, { _csrf: 'x' })).not.toContain('held');
    await sendLogin(browser);
    const token = fieldsOf((await browser.get(path)).text, 'form[action$="/email"]')['_csrf'];
    await site.ctx.db('sessions').whereNull('ended_at').update({ ended_at: site.clock.now(), end_reason: 'revoked' });
    expect((await post(browser, path, { _csrf: token, email: 'new@example.test' })).headers['location']).not.toContain(
      'held',
    );
    expect(await site.ctx.db('late_forms')).toEqual([]);
  });
});
