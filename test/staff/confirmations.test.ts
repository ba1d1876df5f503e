import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newcomer, requestNumber, scansOf } from '../confirmation/support.ts';
import type { TestApp } from '../support/app.ts';
import { signIn, visitor, type Browser } from '../support/cast.ts';
import { png } from '../support/files.ts';
import { textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';

let app: TestApp;
let petr: Browser;
beforeAll(async () => void ({ app, petr } = await startWith('petr')));
afterAll(() => app.close());

const address = (number: string) => `/staff/confirmations/${number}`;
const rows = (table: string, where: object) => app.ctx.db(table).where(where) as Promise<Record<string, unknown>[]>;

async function caseRow(number: string): Promise<Record<string, unknown>> {
  return (await rows('cases', { number }))[0] ?? {};
}

describe('who may look', () => {
  const paths = ['', '/44-2026-000001-9', '/44-2026-000001-9/files/0198f0a0-0000-7000-8000-000000000000'];

  test('nobody who is signed out, and no citizen', async () => {
    const anna = await signIn(app, 'anna');
    for (const path of paths) {
      expect((await visitor(app).get(`/staff/confirmations${path}`).expect(303)).headers['location']).toMatch(
        /^\/login/,
      );
      await anna.get(`/staff/confirmations${path}`).expect(404);
    }
    await anna
      .post('/staff/confirmations/44-2026-000001-9/decision')
      .type('form')
      .send({ verdict: 'approve' })
      .expect(404);
  });

  test.each(['maria', 'irina', 'admin'] as const)('%s has another role', async (name) => {
    const who = await newcomer(app);
    const number = await requestNumber(who);
    const browser = await signIn(app, name);
    for (const path of ['', `/${number}`, `/${number}/files/${(await scansOf(app, who)).at(0)}`])
      await browser.get(`/staff/confirmations${path}`).expect(403);
    await browser
      .post(`${address(number)}/decision`)
      .type('form')
      .send({ revision: '1', verdict: 'approve' })
      .expect(403);
    expect(await caseRow(number)).toMatchObject({ status: 'submitted' });
  });

  test('a number that is none, and one that is not there, are missing', async () => {
    await petr.get('/staff/confirmations/44-2026-1').expect(404);
    await petr.get('/staff/confirmations/x').expect(404);
    await petr.get('/staff/confirmations/44-2026-999999-9').expect(404);
  });
});

describe('the queue', () => {
  test('shows who waits, for how long still, and finds by number and by surname', async () => {
    const number = await requestNumber(await newcomer(app), { lastName: 'Ёжиков' });
    const page = await petr.get('/staff/confirmations').expect(200);
    expect(textOf(page.text, 'main')).toContain('Ёжиков Л. И.');
    expect(textOf(page.text, 'main')).toContain('15 мин');
    for (const typed of [number, number.slice(8)]) {
      await petr.get('/staff/confirmations').query({ q: typed }).expect(303).expect('Location', address(number));
    }
    expect((await petr.get('/staff/confirmations').query({ q: 'ежиков' })).text).toContain(address(number));
    const nobody = await petr.get('/staff/confirmations').query({ q: 'Никто' });
    expect(textOf(nobody.text, 'main')).toContain('Ничего не найдено');
  });

  test('«Взять следующее» takes the one that waits longest', async () => {
    const taken = await petr.post('/staff/confirmations/assignments').expect(303);
    const number = String(taken.headers['location']).split('/').at(-1) ?? '';
    expect(await caseRow(number)).toMatchObject({ status: 'checking' });
    expect((await petr.get('/staff/confirmations?tab=mine')).text).toContain(number.slice(8));
  });
});

describe('looking at a request', () => {
  test('shows what was stated beside the copy, and stands in the person’s journal', async () => {
    const who = await newcomer(app);
    const number = await requestNumber(who);
    const page = await petr.get(address(number)).expect(200);
    const main = textOf(page.text, 'main');
    expect(main).toContain('Отделом УФМС России по Костромской области');
    expect(main).toContain('Просмотр запроса виден заявителю');
    expect(main).toContain('Не было'); // отчество, which the account did not have
    const [scan = ''] = await scansOf(app, who);
    expect(page.text).toContain(`src="${address(number)}/files/${scan}"`);
    const looks = await rows('audit_entries', { act: 'case.viewed', person_id: who.person.id });
    expect(looks).toMatchObject([{ subject: number }]);
  });

  test('the copy is served to be seen, never to be run', async () => {
    const who = await newcomer(app);
    const number = await requestNumber(who);
    const scan = await petr.get(`${address(number)}/files/${(await scansOf(app, who)).at(0)}`).expect(200);
    expect(scan.body).toEqual(png());
    expect(scan.headers['content-type']).toBe('image/png');
    expect(scan.headers['content-security-policy']).toContain('sandbox');
    expect(scan.headers['x-content-type-options']).toBe('nosniff');
    expect(scan.headers['cache-control']).toBe('no-store');
  });
});
