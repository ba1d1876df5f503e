import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requestDocuments, takeApplication } from '../../src/features/applications/index.ts';
import { rejectUnanswered } from '../../src/features/applications/supplements/expiry.ts';
import { day } from '../../src/platform/values/durations.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, cast, signIn, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import { startWith } from '../support/people.ts';
import { paper } from '../journey/papers.ts';
import { download, locationOf, submitted } from './support.ts';

let app: TestApp;
let anna: Browser;
let sergey: Actor;

beforeAll(async () => {
  ({ app, anna } = await startWith('anna'));
  sergey = await actorOf(app, 'sergey');
});
afterAll(() => app.close());

const incomes = { id: 'incomes', title: 'Справка о доходах' };

async function asked(documents = [incomes]): Promise<string> {
  const number = await submitted(anna);
  const { revision } = await takeApplication(app.ctx, sergey, { number, revision: 1 });
  const dueAt = app.ctx.clock.now() + 7 * day;
  await requestDocuments(app.ctx, sergey, {
    number,
    revision,
    message: 'Не видна печать на странице 2',
    dueAt,
    documents,
  });
  return number;
}

const statusOf = async (number: string) =>
  String((await app.ctx.db('cases').where({ number }).first('status'))?.status);

async function send(
  number: string,
  fields: Record<string, string>,
  files: Record<string, { name: string; bytes: Buffer }> = {},
) {
  let request = anna.post(`/applications/${number}/answer`);
  for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
  for (const [name, file] of Object.entries(files)) request = request.attach(name, file.bytes, file.name);
  return request;
}

describe('«Требуются документы»', () => {
  test('is told on the card, in the messages and by SMS, with the last day', async () => {
    const number = await asked();
    const card = await anna.get(`/applications/${number}`);
    const frame = textOf(card.text, '.frame');
    expect(frame).toMatch(/Требуются документы ответьте до 27\.11\.2026/);
    expect(frame).toContain('Не видна печать на странице 2');
    const silence = 'Если не ответить до 27.11.2026, в услуге откажут.';
    expect(frame).toContain(silence);
    expect(textOf((await anna.get(`/applications/${number}/answer`)).text, 'main')).toContain(silence);
    expect(parse(card.text)('.frame a.button').attr('href')).toBe(`/applications/${number}/answer`);
    expect((await anna.get('/messages?tab=requests')).text).toContain(number);
    const [sms] = await deliveriesOf(app, cast.anna.phone);
    expect(sms?.text).toContain(`Требуются документы по заявлению ${number}`);
  });

  test('is answered with files: «Загрузить», then «Подтвердить отправку», and the case goes on', async () => {
    const number = await asked();
    const file = await paper('Справка новая.pdf', 'Справка');
    const loaded = await send(number, { do: 'upload', answer: '' }, { incomes: file });
    expect(loaded.status).toBe(303);
    expect(await statusOf(number)).toBe('documents_required');
    expect(textOf((await anna.get(`/applications/${number}/answer`)).text, 'ul.files')).toContain('Справка новая.pdf');
    const sent = await send(number, { do: 'send', answer: 'Прислала целиком' });
    expect(locationOf(sent)).toBe(`/applications/${number}`);
    expect(await statusOf(number)).toBe('documents_received');
    const card = await anna.get(`/applications/${number}`);
    expect(textOf(card.text, 'main')).toContain('Справка новая.pdf');
    expect(textOf(card.text, '.history')).toContain('Прислала целиком');
    const href = parse(card.text)('table a:contains("Справка новая")').attr('href') ?? '';
    expect((await download(anna, href)).equals(file.bytes)).toBe(true);
  });

  test('is not sent without the document that was asked for; the words stay', async () => {
    const number = await asked();
    const refused = await send(number, { do: 'send', answer: 'Потом пришлю' });
    expect(refused.status).toBe(422);
    expect(summaryOf(refused.text)).toEqual(['Приложите документ: Справка о доходах']);
    expect(parse(refused.text)('textarea').text()).toContain('Потом пришлю');
    expect(await statusOf(number)).toBe('documents_required');
  });

  test('takes files of up to 10 MB and refuses others by name, keeping what is good', async () => {
    const number = await asked();
    const file = await paper('хорошая.pdf', 'Справка');
    const refused = await anna
      .post(`/applications/${number}/answer`)
      .field('do', 'send')
      .field('answer', '')
      .attach('incomes', Buffer.alloc(10 * 1024 * 1024 + 1, 'x'), 'огромная.pdf')
      .attach('incomes', Buffer.from('MZ exe'), 'программа.pdf')
      .attach('incomes', file.bytes, file.name);
    expect(refused.status).toBe(422);
    expect(summaryOf(refused.text).join()).toMatch(/огромная.*10 МБ.*FILE-TOO-LARGE/);
    expect(summaryOf(refused.text).join()).toMatch(/программа.*FILE-TYPE/);
    expect(textOf(refused.text, 'ul.files')).toContain('хорошая.pdf');
    expect(await statusOf(number)).toBe('documents_required');
  });

  test('may ask for words alone', async () => {
    const number = await asked([]);
    expect((await send(number, { do: 'send', answer: '' })).status).toBe(422);
    expect((await send(number, { do: 'send', answer: 'Да, это мой адрес' })).status).toBe(303);
    expect(await statusOf(number)).toBe('documents_received');
  });

  test('a file is taken away again before sending, a stranger to the answer is not', async () => {
    const number = await asked();
    await send(number, { do: 'upload', answer: 'слова' }, { incomes: await paper('лишняя.pdf', '1') });
    const page = parse((await anna.get(`/applications/${number}/answer`)).text);
    const id = page('button[name=remove]').attr('value') ?? '';
    expect((await send(number, { remove: id, answer: 'слова' })).status).toBe(303);
    expect(parse((await anna.get(`/applications/${number}/answer`)).text)('ul.files li')).toHaveLength(0);
    expect((await send(number, { remove: id, answer: '' })).status).toBe(404);
  });

  test('what is being prepared is not yet shown to the department', async () => {
    const number = await asked();
    await send(number, { do: 'upload', answer: 'черновик ответа' }, { incomes: await paper('тайная.pdf', '1') });
    const { applicationForStaff } = await import('../../src/features/applications/index.ts');
    const seen = await applicationForStaff(app.ctx, sergey, number);
    expect(seen.files.map(({ name }) => name)).not.toContain('тайная.pdf');
    expect(seen.requests.map(({ answer }) => answer)).toEqual([null]);
  });

  test('cannot be answered twice, nor when nothing is asked', async () => {
    const number = await asked([]);
    await send(number, { do: 'send', answer: 'Да' });
    expect((await send(number, { do: 'send', answer: 'Да' })).status).toBe(409);
    await anna.get(`/applications/${number}/answer`).expect(409);
    const fresh = await submitted(anna);
    await anna.get(`/applications/${fresh}/answer`).expect(409);
  });

  test('«Подтвердить получение» stands in the history with its time, once', async () => {
    const number = await asked();
    const acknowledge = () => anna.post(`/applications/${number}/acknowledgement`).type('form').send({});
    await acknowledge().expect(303);
    await acknowledge().expect(303);
    const card = await anna.get(`/applications/${number}`);
    expect(textOf(card.text, '.history').match(/Вы подтвердили получение/g)).toHaveLength(1);
    expect(textOf(card.text, '.frame')).not.toContain('Подтвердить получение');
  });

  test('the message that brought it is read once it is acknowledged or answered on the card', async () => {
    const unread = async (number: string) =>
      (await app.ctx.db('messages').where({ case_number: number, category: 'request' }).whereNull('read_at')).length;
    const [one, other] = [await asked(), await asked([])];
    expect([await unread(one), await unread(other)]).toEqual([1, 1]);
    await anna.post(`/applications/${one}/acknowledgement`).type('form').send({}).expect(303);
    expect([await unread(one), await unread(other)]).toEqual([0, 1]);
    await send(other, { do: 'send', answer: 'Да' });
    expect(await unread(other)).toBe(0);
  });

  test('ends in a refusal when nobody answers in time, not before', async () => {
    const number = await asked();
    expect(await rejectUnanswered(app.ctx)).toBe(0);
    app.clock.advance(8 * day);
    expect(await rejectUnanswered(app.ctx)).toBeGreaterThan(0);
    expect(await statusOf(number)).toBe('rejected');
    const later = await signIn(app, 'anna');
    const card = await later.get(`/applications/${number}`);
    expect(textOf(card.text, '.frame')).toContain('не прислали документы в срок');
    const [sms] = await deliveriesOf(app, cast.anna.phone);
    expect(sms?.text).toContain(`Отказ по заявлению`);
  });
});
