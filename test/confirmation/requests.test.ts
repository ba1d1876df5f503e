import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { consentsOf } from '../../src/features/accounts/index.ts';
import { forgetOld } from '../../src/features/confirmation/retention/actions.ts';
import { day, hour, minute } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { signIn } from '../support/cast.ts';
import { fieldsOf, summaryOf, textOf } from '../support/html.ts';
import { decide, newcomer, requestNumber, scansOf, sendData, sendRequest, signInPerson } from './support.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { REQUEST_LIMIT_FACTOR: '1' } });
});
afterAll(() => app.close());

const rows = (table: string, where: object) => app.ctx.db(table).where(where) as Promise<Record<string, unknown>[]>;

describe('consent', () => {
  test('stands on a page of its own, beside what will be sent, and is not ticked', async () => {
    const { browser, form } = await newcomer(app);
    await sendData(browser, form).expect(303);
    const page = await browser.get('/confirmation/consent').expect(200);
    expect(textOf(page.text, 'main')).toContain(form['snils']?.slice(0, 3));
    expect(textOf(page.text, 'main')).toContain('152-ФЗ');
    expect(fieldsOf(page.text)).not.toHaveProperty('consent');
  });

  test('without the tick nothing is sent', async () => {
    const { browser, form, person } = await newcomer(app);
    await sendData(browser, form).expect(303);
    const answer = await browser.post('/confirmation/consent').type('form').send({}).expect(422);
    expect(summaryOf(answer.text)).toEqual([expect.stringContaining('Без согласия')]);
    expect(await rows('confirmations', { person_id: person.id })).toEqual([]);
  });

  test('with it the request has a number, a state and an expected time, once however often it is pressed', async () => {
    const who = await newcomer(app);
    await sendRequest(who);
    await who.browser
      .post('/confirmation/consent')
      .type('form')
      .send({ consent: 'yes' })
      .expect(303)
      .expect('Location', '/confirmation');
    await sendData(who.browser, who.form).expect(303).expect('Location', '/confirmation');
    const main = textOf((await who.browser.get('/confirmation').expect(200)).text, 'main');
    expect(main).toMatch(/44-2026-\d{6}-\d/);
    expect(main).toContain('Запрос отправлен');
    expect(main).toContain('20.11.2026 10:15');
    const stored = await rows('confirmations', { person_id: who.person.id });
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain(who.form['passportNumber']);
    expect(await rows('confirmation_drafts', { person_id: who.person.id })).toEqual([]);
    expect(await consentsOf(app.ctx, who.person.id)).toMatchObject([
      { kind: 'identity', version: '2', grantedAt: app.clock.now() },
    ]);
    expect(await rows('cases', { applicant_id: who.person.id })).toMatchObject([
      { kind: 'confirmation', status: 'submitted', department: 'portal' },
    ]);
  });

  test('says how many wait before, and owns up when the time has passed', async () => {
    const who = await newcomer(app);
    await sendRequest(who);
    app.clock.advance(16 * minute);
    const late = await signInPerson(app, who.person.id);
    const main = textOf((await late.get('/confirmation')).text, 'main');
    expect(main).toMatch(/Перед вами \d+ в очереди/);
    expect(main).toContain('Мы обещали ответить раньше');
  });

  test('is taken back with the request: data and copy go at once', async () => {
    const who = await newcomer(app);
    await sendRequest(who);
    const page = await who.browser.get('/confirmation');
    const [scan = ''] = await scansOf(app, who);
    expect(await rows('files', { id: scan })).toHaveLength(1);
    await who.browser.post('/confirmation/withdrawal').type('form').send({ revision: '7' }).expect(409);
    await who.browser
      .post('/confirmation/withdrawal')
      .type('form')
      .send(fieldsOf(page.text, 'form[action$="/withdrawal"]'))
      .expect(303);
    expect(await rows('confirmations', { person_id: who.person.id })).toMatchObject([{ data_sealed: null }]);
    expect(await scansOf(app, who)).toEqual([]);
    expect(await rows('files', { id: scan })).toEqual([]);
    const form = (await who.browser.get('/confirmation')).text;
    expect(textOf(form, 'h1')).toBe('Подтверждение личности');
    expect(textOf(form, '.notice')).toMatch(/^Запрос [\d-]+ отозван Данные и копия паспорта удалены/);
    await who.browser.post('/confirmation/withdrawal').type('form').send({ revision: '2' }).expect(409);
  });
});

describe('after a refusal', () => {
  test('the page names what was wrong, keeps the data, and takes another request', async () => {
    const petr = await signIn(app, 'petr');
    const who = await newcomer(app);
    const number = await requestNumber(who);
    await decide(petr, number, {
      verdict: 'refuse',
      part: 'passportNumber',
      reason: 'На копии другой номер паспорта.',
    });
    expect(textOf((await who.browser.get('/cabinet')).text, '.frame')).toMatch(
      /Отказано.*Личность пока не подтвердили/,
    );
    const page = await who.browser.get('/confirmation').expect(200);
    const notice = textOf(page.text, '.notice');
    expect(notice).toContain(`По запросу ${number} отказано`);
    expect(notice).toContain('Номер паспорта');
    expect(notice).toContain('На копии другой номер паспорта.');
    expect(fieldsOf(page.text)).toMatchObject({
      passportNumber: who.form['passportNumber'],
      birthPlace: 'г. Кострома',
    });
    expect(await requestNumber(who, { passportNumber: '700001' })).not.toBe(number);
  });

  test('three requests an hour; the fourth waits, with the data kept', async () => {
    const petr = await signIn(app, 'petr');
    const who = await newcomer(app);
    for (let sent = 0; sent < 3; sent += 1) {
      const number = await requestNumber(who);
      await decide(petr, number, { verdict: 'refuse', part: 'scan', reason: 'На копии ничего не видно.' });
    }
    const answer = await sendRequest(who);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBe(3600);
    expect(summaryOf(answer.text)).toEqual([expect.stringContaining('CNF-TRIES')]);
    app.clock.advance(hour);
    const later = await signInPerson(app, who.person.id);
    await later.post('/confirmation/consent').type('form').send({ consent: 'yes' }).expect(303);
    expect(textOf((await later.get('/confirmation')).text, 'h1')).toBe('Запрос отправлен');
  });
});

test('passport data do not outlive their purpose', async () => {
  const [petr, olga] = [await signIn(app, 'petr'), await newcomer(app)];
  const refused = await newcomer(app);
  await decide(petr, await requestNumber(refused), {
    verdict: 'refuse',
    part: 'scan',
    reason: 'На копии ничего не видно.',
  });
  await sendData(olga.browser, olga.form).expect(303);
  const terms = { draftFor: 3 * day, refusedFor: 30 * day };
  const keptOf = async () => [
    (await rows('confirmation_drafts', { person_id: olga.person.id })).length,
    (await scansOf(app, olga)).length,
    (await rows('confirmations', { person_id: refused.person.id }))[0]?.['data_sealed'] !== null,
  ];
  await forgetOld(app.ctx, terms);
  expect(await keptOf()).toEqual([1, 1, true]);
  app.clock.advance(3 * day + 1);
  await forgetOld(app.ctx, terms);
  expect(await keptOf()).toEqual([0, 0, true]);
  app.clock.advance(27 * day);
  await forgetOld(app.ctx, terms);
  expect(await keptOf()).toEqual([0, 0, false]);
});
