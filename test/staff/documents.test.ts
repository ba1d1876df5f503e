import { describe, expect, test } from '@jest/globals';
import { day } from '../../src/platform/values/durations.ts';
import { dateIn, formatDate } from '../../src/platform/values/time.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';
import {
  act,
  anna,
  app,
  ask,
  caseRow,
  dateFields,
  olga,
  path,
  queue,
  refusalOf,
  rows,
  sergey,
  signed,
  taken,
  words,
  useDesk,
} from './support.ts';

useDesk();

const zone = 'Europe/Moscow';

describe('asking for documents', () => {
  test('sends the words to the applicant with the date, and the answer comes back to the desk', async () => {
    const number = await taken();
    expect((await act(sergey, number, 'documents-request', ask)).status).toBe(303);
    expect(await caseRow(number)).toMatchObject({
      status: 'documents_required',
      answer_due_at: Date.parse('2026-12-04T20:59:59.999Z'),
    });
    expect(textOf((await anna.get(`/applications/${number}`)).text, 'main')).toContain(ask.message);
    expect((await deliveriesOf(app)).find(({ channel }) => channel === 'sms')?.text).toContain(number);
    expect(textOf((await sergey.get(path(number))).text, '.frame')).toContain('Ждём ответа заявителя до 04.12.2026');
    expect(parse((await sergey.get(path(number))).text)('form[action$="/decision"]')).toHaveLength(0);
    expect(textOf((await sergey.get(`${queue}?tab=waiting`)).text, 'main')).toContain(number.slice(8));

    await anna
      .post(`/applications/${number}/answer`)
      .type('form')
      .send({ do: 'send', answer: 'Книжка утрачена.' })
      .expect(303);
    expect(textOf((await sergey.get(path(number))).text, '.frame')).toContain('«Книжка утрачена».');
    expect((await act(sergey, number, 'assignment')).status).toBe(303);
    expect(await caseRow(number)).toMatchObject({ status: 'in_progress', answer_due_at: null });
  });

  test('without words or date, or with a date out of reach, is not sent and loses nothing', async () => {
    const number = await taken();
    const wrong = async (values: Record<string, unknown>) =>
      act(sergey, number, 'documents-request', { ...ask, ...values });
    const empty = await wrong({ message: '', ...dateFields('--') });
    expect(empty.status).toBe(422);
    expect(summaryOf(empty.text)).toEqual(['Напишите, что нужно и почему', 'Укажите, до какого дня ждать ответа']);
    for (const date of ['2026-11-20', '2025-12-04', '2027-03-01', '2026-02-30']) {
      const answer = await wrong(dateFields(date));
      expect([answer.status, summaryOf(answer.text).length]).toEqual([422, 1]);
      expect(fieldsOf(answer.text)['message']).toBe(ask.message);
    }
    expect((await wrong({ documents: ['passport-of-the-neighbour'] })).status).toBe(422);
    expect(await caseRow(number)).toMatchObject({ status: 'in_progress' });
  });

  test('waits no longer than a term that goes on; where none of it is left, the page says so and lets the official ask', async () => {
    const number = await taken();
    const dueAt = Number((await caseRow(number))['due_at']);
    const form = async () => textOf((await sergey.get(`${path(number)}/documents-request`)).text, 'main');
    expect(await form()).toContain(`решение нужно не позже ${formatDate(dueAt, zone)}`);
    const answer = await act(sergey, number, 'documents-request', { ...ask, ...dateFields(dateIn(dueAt + day, zone)) });
    expect([answer.status, summaryOf(answer.text)]).toEqual([
      422,
      [`Срок решения кончается ${formatDate(dueAt, zone)} и не останавливается: ждать ответа можно не позже этого дня`],
    ]);

    await app.ctx
      .db('cases')
      .where({ number })
      .update({ due_at: app.ctx.clock.now() + day });
    expect(await form()).toMatch(/Только \d\d\.\d\d\.2026: других дней до конца срока нет/);
    await app.ctx.db('cases').where({ number }).update({ due_at: app.ctx.clock.now() });
    expect(await form()).toContain('Ответ придёт после срока решения');
    expect((await act(sergey, number, 'documents-request', ask)).status).toBe(303);
  });

  test('from a stale page is not sent, and its words stay in sight', async () => {
    const number = await taken();
    const shown = fieldsOf((await sergey.get(`${path(number)}/documents-request`)).text);
    await act(olga, number, 'examination');
    const late = await sergey
      .post(`${path(number)}/documents-request`)
      .type('form')
      .send({ ...shown, ...ask })
      .expect(409);
    expect(textOf(late.text, 'main')).toContain('Дело изменилось, пока страница была открыта');
    expect(fieldsOf(late.text)).toMatchObject({ message: ask.message, 'until-day': '04' });
    expect(await rows('document_requests', { asked_by: 'nobody' })).toEqual([]);
    expect(await caseRow(number)).toMatchObject({ status: 'checking' });
  });

  test('an answer that never comes lets the official refuse, not before', async () => {
    const number = await taken();
    await act(sergey, number, 'documents-request', ask);
    const refusal = { revision: '3', ...(await groundOf()), reason: words };
    await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send(refusal)
      .expect(409);
    expect(await caseRow(number)).toMatchObject({ status: 'documents_required' });

    async function groundOf() {
      const other = await taken();
      const { verdict, ground } = await refusalOf(other);
      return { verdict, ground };
    }
  });
});

describe('files', () => {
  test('each is accepted or not, with the reason beside it in the applicant’s card', async () => {
    const number = await signed();
    await act(sergey, number, 'assignment');
    const page = parse((await sergey.get(path(number))).text);
    const action = String(page('.judged form').first().attr('action'));
    const id = action.split('/').at(-2) ?? '';
    const reason = 'Устарела: выдана 14.02.2025';
    const missing = await sergey
      .post(action)
      .type('form')
      .send({ [`verdict-${id}`]: 'rejected' })
      .expect(422);
    expect(summaryOf(missing.text)).toEqual(['Напишите, почему файл не принят']);
    expect(summaryOf((await sergey.post(action).type('form').send({}).expect(422)).text)).toEqual([
      'Отметьте, принят ли файл',
    ]);
    await sergey
      .post(action)
      .type('form')
      .send({ [`verdict-${id}`]: 'rejected', [`reason-${id}`]: reason })
      .expect(303);
    expect(textOf((await anna.get(`/applications/${number}`)).text, 'main')).toContain(reason);
    await sergey
      .post(action)
      .type('form')
      .send({ [`verdict-${id}`]: 'accepted', [`reason-${id}`]: reason })
      .expect(303);
    expect(textOf((await anna.get(`/applications/${number}`)).text, 'main')).not.toContain(reason);
    await sergey.post(action.replace(id, app.ctx.ids.next())).type('form').send({}).expect(422);
  });

  test('are judged only while the case is in work', async () => {
    const number = await signed();
    const page = parse((await sergey.get(path(number))).text);
    expect(page('.judged form')).toHaveLength(0);
    const id = String(page('.judged a').first().attr('href')).split('/').at(-1) ?? '';
    await sergey
      .post(`${path(number)}/files/${id}/verdict`)
      .type('form')
      .send({ [`verdict-${id}`]: 'accepted' })
      .expect(409);
  });
});
