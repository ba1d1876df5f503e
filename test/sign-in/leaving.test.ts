import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf, signIn, visitor } from '../support/cast.ts';
import { cookieOf, isIn, logIn, post } from './steps.ts';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

describe('leaving', () => {
  test('ends the session, clears what the browser keeps, and leads to the front page', async () => {
    const browser = visitor(site);
    const cookie = cookieOf(await logIn(site, browser), 'kabinet')?.split(';')[0] ?? '';
    const res = await post(browser, '/logout');
    expect([res.status, res.headers['location'], res.headers['clear-site-data']]).toEqual([
      303,
      '/?bye=1',
      '"cache", "storage"',
    ]);
    expect(cookieOf(res, 'kabinet')).toContain('Expires=Thu, 01 Jan 1970');
    expect(await isIn(visitor(site).set('Cookie', cookie))).toBe(false);
    const { id } = await personOf(site, 'anna');
    expect(await site.ctx.db('sessions').where({ person_id: id }).first('end_reason')).toEqual({
      end_reason: 'logout',
    });
    expect(await site.ctx.db('audit_entries').where({ act: 'logout', person_id: id })).toHaveLength(1);
  });

  test('works without a session and with one that has just ended', async () => {
    expect((await post(visitor(site), '/logout')).headers['location']).toBe('/?bye=1');
    const browser = await signIn(site, 'anna');
    site.clock.advance(11 * minute);
    expect((await post(browser, '/logout')).headers['location']).toBe('/?bye=1');
  });

  test('is never done by another site, nor by a link', async () => {
    const browser = await signIn(site, 'anna');
    const foreign = await browser.post('/logout').set('Sec-Fetch-Site', 'cross-site');
    expect(foreign.status).toBe(403);
    expect((await browser.get('/logout')).status).toBe(404);
    expect(await isIn(browser)).toBe(true);
  });
});

describe('staying longer', () => {
  test('by a form leads back to the page, and nowhere else', async () => {
    const browser = await signIn(site, 'anna');
    expect((await post(browser, '/session/extension', { next: '/documents' })).headers['location']).toBe('/documents');
    expect((await post(browser, '/session/extension', { next: '//evil.example' })).headers['location']).toBe(
      '/cabinet',
    );
    expect((await post(browser, '/session/extension')).headers['location']).toBe('/cabinet');
  });

  test('by a script answers the new end', async () => {
    const browser = await signIn(site, 'anna');
    site.clock.advance(9 * minute);
    const res = await browser.post('/session/extension').set('Accept', 'application/json').type('form').send({});
    expect(res.body).toEqual({ endsAtText: '10:19', secondsLeft: 600 });
    site.clock.advance(9 * minute);
    expect(await isIn(browser)).toBe(true);
  });

  test('is too late after the end', async () => {
    const browser = await signIn(site, 'anna');
    site.clock.advance(10 * minute);
    expect((await post(browser, '/session/extension', { next: '/documents' })).headers['location']).toMatch(
      /^\/login.*ended=1/,
    );
  });

  test('has an end of its own after twelve hours', async () => {
    const browser = await signIn(site, 'anna');
    for (let at = 0; at < 80; at += 1) {
      site.clock.advance(9 * minute);
      await post(browser, '/session/extension');
    }
    expect(await isIn(browser)).toBe(false);
  });
});
