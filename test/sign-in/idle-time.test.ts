import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { idleChoices } from '../../src/features/sign-in/idle-time/rules.ts';
import { minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, visitor } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { isIn, logIn, post } from './steps.ts';

const page = '/settings/security/idle-time';

let site: TestApp;
beforeEach(async () => void (site = await startApp()));
afterEach(() => site.close());

const choose = (browser: Parameters<typeof post>[0], minutes: string) => post(browser, page, { minutes });

test('never longer than the portal’s own time', () => {
  expect(idleChoices(10)).toEqual([10, 5, 3]);
  expect(idleChoices(60)).toEqual([60, 15, 10, 5, 3]);
  expect(idleChoices(2)).toEqual([2]);
});

describe('a shorter time', () => {
  test('is chosen among the portal’s and shorter ones, and holds at once', async () => {
    const browser = await signIn(site, 'anna');
    const form = parse((await browser.get(page).expect(200)).text);
    expect(form('input[name=minutes][checked]').attr('value')).toBe('10');
    expect((await choose(browser, '3')).headers['location']).toBe('/settings/security');
    expect(textOf((await browser.get('/settings/security')).text, 'main')).toContain('3 минуты');
    expect(parse((await browser.get(page)).text)('input[name=minutes][checked]').attr('value')).toBe('3');
    site.clock.advance(3 * minute + 1);
    expect(await isIn(browser)).toBe(false);
  });

  test('holds on every device that is signed in, and the list forgets those that ended', async () => {
    const [here, there] = [await signIn(site, 'anna'), await signIn(site, 'anna')];
    await choose(here, '3');
    site.clock.advance(2 * minute);
    expect(await isIn(here)).toBe(true);
    site.clock.advance(minute + 1);
    expect(parse((await here.get('/settings/security')).text)('.rows li')).toHaveLength(1);
    expect(await isIn(there)).toBe(false);
  });

  test('is remembered at the next login, and taken back', async () => {
    await choose(await signIn(site, 'anna'), '5');
    const again = visitor(site);
    await logIn(site, again);
    expect(textOf((await again.get('/settings/security')).text, 'main')).toContain('5 минут');
    site.clock.advance(5 * minute + 1);
    expect(await isIn(again)).toBe(false);
    const once = visitor(site);
    await logIn(site, once);
    await choose(once, '10');
    site.clock.advance(9 * minute);
    expect(await isIn(once)).toBe(true);
  });

  test('is nobody else’s', async () => {
    const other = await signIn(site, 'vera');
    await choose(await signIn(site, 'anna'), '3');
    site.clock.advance(4 * minute);
    expect(await isIn(other)).toBe(true);
  });

  test('that is not offered is refused, and so is a stranger', async () => {
    const browser = await signIn(site, 'anna');
    for (const minutes of ['', '60', '0', '-1', 'x']) {
      const refused = await choose(browser, minutes);
      expect([minutes, refused.status, summaryOf(refused.text).length]).toEqual([minutes, 422, 1]);
    }
    expect((await choose(visitor(site), '3')).headers['location']).toMatch(/^\/login/);
  });
});
