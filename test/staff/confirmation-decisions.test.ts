import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findPersonByLogin } from '../../src/features/accounts/index.ts';
import { profileOfPerson, readEntries } from '../../src/features/profile/index.ts';
import { decide, newcomer, personNow, requestNumber, scansOf, signInPerson } from '../confirmation/support.ts';
import type { TestApp } from '../support/app.ts';
import { signIn, type Browser } from '../support/cast.ts';
import { fieldsOf, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { startWith } from '../support/people.ts';

let app: TestApp;
let petr: Browser;
let olga: Browser;
beforeAll(async () => void ({ app, petr, olga } = await startWith('petr', 'olga')));
afterAll(() => app.close());

const address = (number: string) => `/staff/confirmations/${number}`;
const refusal = { verdict: 'refuse', part: 'passportSeries', reason: 'На копии серия 34 13, а не 34 11.' };
const rows = (table: string, where: object) => app.ctx.db(table).where(where) as Promise<Record<string, unknown>[]>;

async function caseRow(number: string): Promise<Record<string, unknown>> {
  return (await rows('cases', { number }))[0] ?? {};
}

describe('approving', () => {
  test('makes the account a confirmed one, fills the profile, opens new logins, deletes the copy and tells the person', async () => {
    const who = await newcomer(app);
    const number = await requestNumber(who);
    const [scan = ''] = await scansOf(app, who);
    const copy = `${address(number)}/files/${scan}`;
    await petr.get(copy).expect(200);
    await decide(petr, number, { verdict: 'approve' });
    expect(await personNow(app, who)).toMatchObject({
      level: 'confirmed',
      name: { last: 'Тихонов', first: 'Лев', middle: 'Ильич' },
    });
    expect(await profileOfPerson(app.ctx, who.person.id)).toMatchObject({
      birthDate: '1990-03-14',
      passportSeries: '3411',
      passportDepartment: '440001',
      snils: who.form['snils'],
      inn: who.form['inn'],
    });
    const { entries } = await readEntries(app.ctx, who.person.id);
    expect(entries.snils).toMatchObject({ source: 'confirmed' });
    for (const kind of ['snils', 'inn'] as const) {
      expect((await findPersonByLogin(app.ctx, { kind, value: who.form[kind] ?? '' }))?.id).toBe(who.person.id);
    }
    expect(await rows('files', { id: scan })).toEqual([]);
    expect(await rows('confirmations', { person_id: who.person.id })).toMatchObject([{ data_sealed: null }]);
    expect(await scansOf(app, who)).toEqual([]);
    expect(await caseRow(number)).toMatchObject({ status: 'approved', closed_at: app.clock.now() });
    expect(await rows('audit_entries', { act: 'identity.confirmed', person_id: who.person.id })).toHaveLength(1);

    const told = [...(await deliveriesOf(app, who.phone)), ...(await deliveriesOf(app, who.email))];
    expect(told.map(({ channel, subject, text }) => `${channel}: ${subject || text}`)).toEqual([
      expect.stringContaining('sms: Личность подтверждена'),
      'email: Личность подтверждена',
    ]);
    expect(textOf((await who.browser.get('/messages')).text, 'main')).toContain('Личность подтверждена');
    expect(textOf((await who.browser.get('/confirmation')).text, 'h1')).toBe('Личность подтверждена');
    await petr.get(copy).expect(404);
  });

  test('is refused in words when СНИЛС or ИНН belong to another account, and changes nothing', async () => {
    const first = await newcomer(app);
    await decide(petr, await requestNumber(first), { verdict: 'approve' });
    const second = await newcomer(app);
    const number = await requestNumber(second, { snils: first.form['snils'] ?? '', inn: first.form['inn'] ?? '' });
    const answer = await decide(petr, number, { verdict: 'approve' });
    expect(answer.status).toBe(422);
    expect(summaryOf(answer.text)).toEqual([
      expect.stringMatching(/^СНИЛС .* уже привязан к учётной записи \d\d-/),
      expect.stringMatching(/^ИНН /),
    ]);
    expect(await personNow(app, second)).toMatchObject({ level: 'simplified' });
    expect(await caseRow(number)).toMatchObject({ status: 'submitted', revision: 1 });
    expect((await decide(petr, number, { ...refusal, part: 'snils' })).status).toBe(303);
  });
});

describe('refusing', () => {
  test('names the part and the reason to the person, and deletes the copy', async () => {
    const who = await newcomer(app);
    const number = await requestNumber(who);
    expect((await decide(petr, number, refusal)).status).toBe(303);
    expect(await personNow(app, who)).toMatchObject({ level: 'simplified' });
    expect(await caseRow(number)).toMatchObject({ status: 'rejected' });
    expect(await scansOf(app, who)).toEqual([]);
    const [mail] = await deliveriesOf(app, who.email);
    expect(mail).toMatchObject({ subject: 'Личность не подтверждена' });
    expect(mail?.text).toContain('Серия паспорта');
    expect(mail?.text).toContain('На копии серия 34 13');
    expect(textOf((await petr.get(address(number))).text, 'main')).toContain('Отказано: Серия паспорта');
  });

  test('without the part, without words, or without a decision is not recorded', async () => {
    const number = await requestNumber(await newcomer(app));
    const wrong = async (values: Record<string, string>) => summaryOf((await decide(petr, number, values)).text);
    expect(await wrong({})).toEqual(['Выберите решение']);
    expect(await wrong({ verdict: 'maybe' })).toHaveLength(1);
    expect(await wrong({ verdict: 'refuse', part: 'level', reason: 'Подробности ниже.' })).toHaveLength(1);
    expect(await wrong({ verdict: 'refuse', reason: 'плохо' })).toEqual([
      'Выберите, что не подошло',
      expect.stringContaining('Слишком коротко'),
    ]);
    const answer = await decide(petr, number, { verdict: 'refuse', reason: 'Подпись не читается.' });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer.text, 'form[action$="/decision"]')).toMatchObject({
      verdict: 'refuse',
      reason: 'Подпись не читается.',
    });
    expect(await caseRow(number)).toMatchObject({ status: 'submitted' });
  });
});

describe('two officials', () => {
  test('a decision from a stale page is not recorded, and its words stay in sight', async () => {
    const number = await requestNumber(await newcomer(app));
    const shown = fieldsOf((await petr.get(address(number))).text, 'form[action$="/decision"]');
    await decide(olga, number, { verdict: 'approve' });
    const late = await petr
      .post(`${address(number)}/decision`)
      .type('form')
      .send({ ...shown, ...refusal })
      .expect(409);
    expect(textOf(late.text, 'main')).toContain('Запрос изменился, пока страница была открыта');
    expect(textOf(late.text, 'main')).toContain(refusal.reason);
    expect(await caseRow(number)).toMatchObject({ status: 'approved' });
  });

  test('whoever took a request decides it; a colleague may not, the head may', async () => {
    const number = await requestNumber(await newcomer(app));
    const { text } = await petr.get(address(number));
    await petr
      .post(`${address(number)}/assignment`)
      .type('form')
      .send(fieldsOf(text, 'form[action$="/assignment"]'))
      .expect(303);
    expect(await caseRow(number)).toMatchObject({ status: 'checking' });
    const sergey = await signIn(app, 'sergey');
    const page = await sergey.get(address(number)).expect(200);
    expect(page.text).not.toContain(`${address(number)}/decision`);
    await sergey
      .post(`${address(number)}/decision`)
      .type('form')
      .send({ revision: '2', verdict: 'approve' })
      .expect(403);
    expect((await decide(olga, number, refusal)).status).toBe(303);
  });

  test('a form without its revision is a broken one', async () => {
    const number = await requestNumber(await newcomer(app));
    await petr
      .post(`${address(number)}/decision`)
      .type('form')
      .send({ verdict: 'approve' })
      .expect(400);
    await petr.post(`${address(number)}/assignment`).expect(400);
  });
});

test('nobody confirms themselves', async () => {
  const who = await newcomer(app);
  const number = await requestNumber(who);
  await app.ctx.db('people').where({ id: who.person.id }).update({ roles: '["support"]' });
  const self = await signInPerson(app, who.person.id);
  const page = await self.get(address(number)).expect(200);
  expect(textOf(page.text, 'main')).toContain('Это ваш собственный запрос');
  await self
    .post(`${address(number)}/decision`)
    .type('form')
    .send({ revision: '1', verdict: 'approve' })
    .expect(409);
  expect(await personNow(app, who)).toMatchObject({ level: 'simplified' });
});
