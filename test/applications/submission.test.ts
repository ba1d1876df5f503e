import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn, type Browser } from '../support/cast.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { textOf } from '../support/html.ts';
import { download, fillIn, locationOf } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => {
  app = await startApp();
  anna = await signIn(app, 'anna');
});
afterAll(() => app.close());

describe('sending an application that needs no signature', () => {
  test('gives a number, a page, papers, messages and notices', async () => {
    const draft = await fillIn(anna, 'archive-reference');
    const sent = await anna.post(`${draft}/submission`).expect(303);
    const number = /\/applications\/(.+)\/sent$/.exec(locationOf(sent))?.[1] ?? '';
    expect(number).toMatch(/^44-2026-\d{6}-\d$/);
    const page = await anna.get(locationOf(sent)).expect(200);
    expect(textOf(page.text, 'main')).toContain(number);
    const notices = await deliveriesOf(app);
    expect(notices.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
    const card = await anna.get(`/applications/${number}`).expect(200);
    expect(textOf(card.text, 'h1')).toBe('Архивная справка');
    const receipt = await download(anna, `/applications/${number}/receipt`);
    expect(receipt.subarray(0, 5).toString()).toBe('%PDF-');
  });
});
