import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applicationJobs } from '../../src/features/applications/index.ts';
import type { TestApp } from '../support/app.ts';
import { cast, signIn, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { startWith } from '../support/people.ts';
import { answerPage, begin, download, fillIn, locationOf, send, submitted } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => void ({ app, anna } = await startWith('anna')));
afterAll(() => app.close());

const post = (browser: Browser, address: string) => browser.post(address).type('form').send({});

describe('«Проверить»', () => {
  test('names everything that is missing at once, each with the way to its field', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const page = await anna.get(`${draft}/check`).expect(200);
    const document = parse(page.text);
    const links = document('.error-summary a')
      .map((_at, link) => document(link).attr('href'))
      .get();
    expect(links).toContain(`${draft}/pages/home#area`);
    expect(links).toContain(`${draft}/documents#bills`);
    expect(document('main form[action$="/submission"], main form[action$="/signing"]')).toHaveLength(0);
  });

  test('shows the answers in words, with «Изменить» beside each', async () => {
    const draft = await fillIn(anna, 'housing-subsidy');
    const page = await anna.get(`${draft}/check`).expect(200);
    expect(textOf(page.text, 'main')).toMatch(/Общая площадь 54 м²/);
    expect(parse(page.text)(`a[href="${draft}/pages/home#area"]`).text()).toContain('Изменить');
    expect(summaryOf(page.text)).toEqual([]);
  });
});

describe('sending', () => {
  test('gives a number, a page, papers, a message and notices', async () => {
    const sent = await post(anna, `${await fillIn(anna, 'archive-reference')}/submission`).expect(303);
    const number = /\/applications\/(.+)\/sent$/.exec(locationOf(sent))?.[1] ?? '';
    expect(number).toMatch(/^44-2026-\d{6}-\d$/);
    const page = await anna.get(locationOf(sent)).expect(200);
    expect(textOf(page.text, '.registration')).toContain(number);
    expect(textOf(page.text, 'main')).toContain('20.11.2026 10:00');
    const [sms] = await deliveriesOf(app, cast.anna.phone);
    expect(sms?.text).toContain(number);
    const [letter] = await deliveriesOf(app, 'anna@example.test');
    expect(letter?.text).toContain(`/applications/${number}`);
    expect(textOf((await anna.get('/messages')).text, '#messages-list')).toMatch(
      new RegExp(`Заявление отправлено.*заявление ${number}`),
    );
    const documents = textOf((await anna.get('/documents')).text, 'main');
    expect(documents).toContain('Расписка о приёме. Архивная справка');
    expect(documents).toContain('Заявление. Архивная справка');
  });

  test('happens once, however often it is asked for, also by two requests at once', async () => {
    const draft = await fillIn(anna, 'archive-reference');
    const before = await app.ctx.db('cases').count({ n: '*' });
    const both = await Promise.all([post(anna, `${draft}/submission`), post(anna, `${draft}/submission`)]);
    const late = await post(anna, `${draft}/submission`);
    const numbers = [...both, late].map((answer) => /\/applications\/([\d-]+)/.exec(locationOf(answer))?.[1]);
    expect(new Set(numbers).size).toBe(1);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    const after = await app.ctx.db('cases').count({ n: '*' });
    expect(Number(after[0]?.['n'])).toBe(Number(before[0]?.['n']) + 1);
    await deliveriesOf(app);
    const texts = (await deliveriesOf(app, cast.anna.phone)).filter(({ text }) => text.includes(String(numbers[0])));
    expect(texts).toHaveLength(1);
    // Whoever goes back finds the application, not a missing page.
    for (const page of ['', '/check', '/signing', '/documents', '/pages/subject'])
      expect([page, locationOf(await anna.get(`${draft}${page}`).expect(303))]).toEqual([
        page,
        `/applications/${numbers[0]}`,
      ]);
    await (await signIn(app, 'vera')).get(draft).expect(404);
  });

  test("a stranger's second press finds nothing", async () => {
    const draft = await fillIn(anna, 'archive-reference');
    await send(anna, draft);
    await post(await signIn(app, 'vera'), `${draft}/submission`).expect(404);
  });

  test('an incomplete application stays a draft; the refusal has a code and the number of the attempt', async () => {
    const draft = await begin(anna, 'archive-reference');
    const refused = await post(anna, `${draft}/submission`);
    expect(refused.status).toBe(422);
    expect(textOf(refused.text, '.error-summary')).toMatch(/FORM-INCOMPLETE. Номер попытки П-\d\d-\d{4}/);
    const number = /П-\d\d-\d{4}/.exec(refused.text)?.[0] ?? '';
    const attempt = (await app.ctx.db('submission_attempts').where({ number }).first()) as { code: string } | undefined;
    expect(attempt?.code).toBe('FORM-INCOMPLETE');
    await anna.get(draft).expect(200);
  });

  test('an application that must be signed is not sent without a signature', async () => {
    const draft = await fillIn(anna, 'housing-subsidy');
    const refused = await post(anna, `${draft}/submission`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('SIG-ABSENT');
  });

  test('what breaks on our side leaves the draft as it was and gives an attempt number', async () => {
    const draft = await fillIn(anna, 'archive-reference');
    await app.ctx.db.schema.renameTable('messages', 'messages_away');
    const failed = await post(anna, `${draft}/submission`);
    await app.ctx.db.schema.renameTable('messages_away', 'messages');
    expect(failed.status).toBe(503);
    expect(textOf(failed.text, 'main')).toMatch(/номер попытки П-\d\d-\d{4}/);
    await post(anna, `${draft}/submission`).expect(303);
  });
});

describe('the papers of an application', () => {
  test('are those that were sent; the receipt is made once and stays the same', async () => {
    const number = await submitted(anna);
    const early = await download(anna, `/applications/${number}/receipt`);
    await app.worker.drain();
    expect((await download(anna, `/applications/${number}/receipt`)).equals(early)).toBe(true);
    const copies = textOf((await anna.get('/documents')).text, 'main').match(new RegExp(`№ ${number}`, 'g'));
    expect(copies).toHaveLength(2);
    expect((await download(anna, `/applications/${number}/copy`)).subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('a worker that dies between making and telling does the work anew without doubling it', async () => {
    const number = await submitted(anna);
    const { id } = (await app.ctx.db('cases').where({ number }).first('id')) as { id: string };
    const handle = applicationJobs(app.ctx).handlers['application.submitted'];
    const event = { id: 'e', kind: 'application.submitted', attempts: 1, payload: null };
    await Promise.all([handle?.({ caseId: id }, event), handle?.({ caseId: id }, event)]);
    const receipts = await app.ctx.db('documents').where({ case_number: number, kind: 'receipt' });
    expect(receipts).toHaveLength(1);
  });

  test('answers are kept encrypted', async () => {
    const draft = await begin(anna, 'archive-reference');
    await answerPage(anna, `${draft}/pages/period`, {});
    await submitted(anna);
    const rows: unknown = await app.ctx.db('applications').select();
    expect(JSON.stringify(rows)).not.toMatch(/льнокомбинат|Смирнова/);
  });
});

describe('a new version of the service', () => {
  async function publish(change: (definition: Record<string, unknown>) => void) {
    const current = (await app.ctx
      .db('services')
      .join('service_versions', 'service_versions.id', 'services.current_version_id')
      .where('services.slug', 'archive-reference')
      .first('service_versions.definition', 'service_versions.version')) as { definition: string; version: number };
    const definition = JSON.parse(current.definition) as Record<string, unknown>;
    change(definition);
    const id = app.ctx.ids.next();
    const version = current.version + 1;
    const row = {
      id,
      slug: 'archive-reference',
      version,
      definition: JSON.stringify(definition),
      sha256: id,
      published_at: 0,
    };
    await app.ctx.db('service_versions').insert(row);
    await app.ctx.db('services').where({ slug: 'archive-reference' }).update({ current_version_id: id });
  }

  test('is announced, refuses the old one, and takes the answers over, naming what did not fit', async () => {
    const draft = await fillIn(anna, 'archive-reference');
    await publish((definition) => {
      const pages = definition['pages'] as { id: string; fields: { id: string }[] }[];
      const delivery = pages.find(({ id }) => id === 'delivery');
      if (delivery) delivery.fields = delivery.fields.filter(({ id }) => id !== 'purpose');
    });
    const refused = await post(anna, `${draft}/submission`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('SERVICE-CHANGED');
    const unsigned = await post(anna, `${draft}/signing`);
    expect(unsigned.status).toBe(422);
    expect(textOf(unsigned.text, '.error-summary')).toMatch(/SERVICE-CHANGED. Номер попытки П-/);
    expect(parse(unsigned.text)('title').text()).toMatch(/^Ошибка: /);
    const page = await anna.get(`${draft}/pages/subject`).expect(200);
    expect(textOf(page.text, 'main')).toContain('Вышла новая редакция услуги');
    const moved = await post(anna, `${draft}/migration`).expect(200);
    expect(textOf(moved.text, 'table')).toContain('Больше не спрашивают');
    await post(anna, `${draft}/migration`).expect(409);
    await send(anna, draft);
  });

  test('a service that is offered no more cannot be sent, and its draft can be deleted', async () => {
    const draft = await fillIn(anna, 'archive-reference');
    await app.ctx.db('services').where({ slug: 'archive-reference' }).update({ status: 'withdrawn' });
    const refused = await post(anna, `${draft}/submission`);
    await app.ctx.db('services').where({ slug: 'archive-reference' }).update({ status: 'offered' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('SERVICE-WITHDRAWN');
    await post(anna, `${draft}/removal`).expect(303);
  });
});
