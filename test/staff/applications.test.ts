import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { assignCase } from '../../src/features/cases/index.ts';
import { insertMembership } from '../../src/features/organisations/store.ts';
import { day } from '../../src/platform/values/durations.ts';
import { download, frozen, send, signWith, submitted, uploadSignature } from '../applications/support.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, signIn, visitor, type Browser, type CastName } from '../support/cast.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { deliveriesOf } from '../support/outbox.ts';

let app: TestApp;
let anna: Browser;
let sergey: Browser;
let olga: Browser;
beforeAll(async () => {
  app = await startApp();
  [anna, sergey, olga] = [await signIn(app, 'anna'), await signIn(app, 'sergey'), await signIn(app, 'olga')];
});
afterAll(() => app.close());

const queue = '/staff/applications';
const path = (number: string) => `${queue}/${number}`;
const rows = (table: string, where: object) => app.ctx.db(table).where(where) as Promise<Record<string, unknown>[]>;
const words = 'Фонд этой организации в архив не передавали.';

async function caseRow(number: string): Promise<Record<string, unknown>> {
  return (await rows('cases', { number }))[0] ?? {};
}

/** Presses a form of the page that an official sees now. */
async function act(
  official: Browser,
  number: string,
  noun: string,
  values: Record<string, unknown> = {},
): Promise<Response> {
  const page = await official.get(noun === 'documents-request' ? `${path(number)}/documents-request` : path(number));
  const fields = fieldsOf(page.text, `form[action$="/${noun}"]`);
  return official
    .post(`${path(number)}/${noun}`)
    .type('form')
    .send({ ...fields, ...values });
}

async function taken(official = sergey): Promise<string> {
  const number = await submitted(anna);
  expect((await act(official, number, 'assignment')).status).toBe(303);
  return number;
}

async function signed(): Promise<string> {
  const { draft, bytes } = await frozen(anna);
  await uploadSignature(anna, draft, await signWith(app, 'anna-rsa', bytes)).expect(303);
  return send(anna, draft);
}

async function refusalOf(number: string): Promise<{ verdict: string; ground: string; reason: string }> {
  const page = parse((await sergey.get(path(number))).text);
  return { verdict: 'rejected', ground: String(page('#ground option').eq(1).attr('value')), reason: words };
}

const dateFields = (text: string) => {
  const [year, month, date] = text.split('-');
  return { 'until-day': date, 'until-month': month, 'until-year': year };
};
const ask = { message: 'Пришлите, пожалуйста, копию трудовой книжки.', ...dateFields('2026-12-04') };

describe('who may come to the desk', () => {
  const gets = [
    '',
    '/44-2026-000001-9',
    '/44-2026-000001-9/copy',
    '/44-2026-000001-9/signature',
    '/44-2026-000001-9/result',
  ];
  const posts = [
    '/assignments',
    ...['assignment', 'examination', 'decision', 'documents-request', 'readiness', 'archive'].map(
      (noun) => `/44-2026-000001-9/${noun}`,
    ),
  ];

  test('nobody who is signed out', async () => {
    for (const one of gets)
      expect(
        (
          await visitor(app)
            .get(queue + one)
            .expect(303)
        ).headers['location'],
      ).toMatch(/^\/login/);
    for (const one of posts)
      await visitor(app)
        .post(queue + one)
        .expect(303);
    await visitor(app).get('/staff').expect(303);
  });

  test('no citizen: the desk is not there', async () => {
    for (const one of gets) await anna.get(queue + one).expect(404);
    for (const one of posts) await anna.post(queue + one).expect(404);
    await anna.get('/staff').expect(404);
  });

  test.each(['petr', 'maria', 'irina'] as const)('%s has another role', async (name) => {
    const browser = await signIn(app, name);
    for (const one of gets) await browser.get(queue + one).expect(403);
    for (const one of posts) await browser.post(queue + one).expect(403);
    await browser.get('/staff').expect(200);
  });

  test('the administrator looks on and decides nothing', async () => {
    const number = await submitted(anna);
    const admin = await signIn(app, 'admin');
    const page = await admin.get(path(number)).expect(200);
    expect(textOf(page.text, '.frame')).toContain('Вы можете только смотреть');
    expect(parse(page.text)('main form[method=post]')).toHaveLength(0);
    for (const one of posts) await admin.post(queue + one).expect(403);
  });

  test('another department’s case is like a missing one', async () => {
    const number = await submitted(anna);
    const elsewhere = await inDepartment('maria', 'transport', ['specialist']);
    const head = await inDepartment('irina', 'transport', ['head']);
    for (const browser of [elsewhere, head]) {
      for (const one of ['', '/copy', '/documents-request']) await browser.get(path(number) + one).expect(404);
      for (const noun of ['assignment', 'decision', 'documents-request']) {
        await browser
          .post(`${path(number)}/${noun}`)
          .type('form')
          .send({ revision: '1', verdict: 'approved' })
          .expect(404);
      }
      expect((await browser.get(queue)).text).not.toContain(number.slice(8));
      await browser.get(queue).query({ q: number }).expect(200);
    }
    const own = await inDepartment('maria', String((await caseRow(number))['department']), ['specialist']);
    await own.get(path(number)).expect(200);
    await restore('maria', 'editor');
    await restore('irina', 'security');
  });

  test('malformed and missing numbers are the same', async () => {
    for (const number of ['x', '44-2026', '44-2026-999999-9', '%2e%2e']) await sergey.get(path(number)).expect(404);
    await sergey.get(`${path(await submitted(anna))}/files/not-an-id`).expect(404);
    await sergey.get(`${path(await submitted(anna))}/files/${app.ctx.ids.next()}`).expect(404);
  });
});

async function inDepartment(name: CastName, department: string, roles: string[]): Promise<Browser> {
  const { personId } = await actorOf(app, name);
  await app.ctx
    .db('people')
    .where({ id: personId })
    .update({ department, roles: JSON.stringify(roles) });
  return signIn(app, name);
}

async function restore(name: CastName, role: string): Promise<void> {
  const { personId } = await actorOf(app, name);
  await app.ctx
    .db('people')
    .where({ id: personId })
    .update({ department: null, roles: JSON.stringify([role]) });
}

describe('the queue', () => {
  test('has tabs with counts and groups by deadline', async () => {
    const [late, today] = [await submitted(anna), await submitted(anna)];
    await app.ctx
      .db('cases')
      .where({ number: late })
      .update({ due_at: app.clock.now() - 4 * day, queue_at: app.clock.now() - 4 * day });
    await app.ctx
      .db('cases')
      .where({ number: today })
      .update({ due_at: app.clock.now() + 1000, queue_at: app.clock.now() + 1000 });
    const page = parse((await sergey.get(queue).expect(200)).text);
    const groups = page('tr.group')
      .map((_at, row) => page(row).text().trim())
      .get();
    expect(groups.slice(0, 2)).toEqual(['Просрочено — 1', 'Срок сегодня — 1']);
    expect(page('.tabs').text()).toMatch(/Просрочено\s*1/);
    const first = page('tbody tr:not(.group)').first().text();
    expect(first).toContain(late.slice(8));
    expect(first).toContain('−4\u00A0дня');
    expect(first).toMatch(/Смирнова\sА\.\sС\./);
    const overdue = textOf((await sergey.get(`${queue}?tab=overdue`)).text, 'main');
    expect(overdue).toContain(late.slice(8));
    expect(overdue).not.toContain(today.slice(8));
  });

  test('is found by number and surname', async () => {
    const number = await submitted(anna);
    await sergey.get(queue).query({ q: number }).expect(303).expect('Location', path(number));
    await sergey
      .get(queue)
      .query({ q: number.slice(8) })
      .expect(303)
      .expect('Location', path(number));
    expect((await sergey.get(queue).query({ q: 'СМИРНОВА' })).text).toContain(path(number));
    expect((await sergey.get(queue).query({ q: '"><script>' })).text).not.toContain('<script>"');
  });

  test('«Взять следующее» takes what is most urgent, and says so when nothing is left', async () => {
    const urgent = await submitted(anna);
    await app.ctx.db('cases').where({ number: urgent }).update({ queue_at: 1 });
    await sergey.post(`${queue}/assignments`).expect(303).expect('Location', path(urgent));
    const { personId } = await actorOf(app, 'sergey');
    expect(await caseRow(urgent)).toMatchObject({ status: 'in_progress', assignee_id: personId });
    await app.ctx.db('cases').whereNull('assignee_id').where({ kind: 'application' }).update({ assignee_id: personId });
    await sergey.post(`${queue}/assignments`).expect(303).expect('Location', `${queue}?tab=unassigned`);
    expect(textOf((await sergey.get(`${queue}?tab=unassigned`)).text, 'main')).toContain('Всё разобрано');
  });

  test('the desk says first what presses most', async () => {
    expect(textOf((await sergey.get('/staff').expect(200)).text, 'h1')).toMatch(/^Просрочено: \d+/);
    const maria = await signIn(app, 'maria');
    expect(textOf((await maria.get('/staff')).text, 'main')).toContain('Для вашей роли очередей нет');
  });
});

describe('a case', () => {
  test('shows answers with their source, files, signature, exchange and history; the look stands in the journal', async () => {
    const number = await signed();
    const main = textOf((await sergey.get(path(number)).expect(200)).text, 'main');
    expect(main).toContain('Смирнова Анна Сергеевна');
    expect(main).toContain('ул. Лесная, от дома 5 до дома 9');
    expect(main).toContain('Со слов');
    expect(main).toContain('Профиль');
    expect(main).not.toContain('Расхождение');
    expect(main).toContain('Подписано, учебная подпись');
    expect(main).toContain('Подпись верна');
    expect(main).toContain('Просмотр дела виден заявителю');
    const { personId } = await actorOf(app, 'anna');
    const { personId: actorId } = await actorOf(app, 'sergey');
    expect(await rows('audit_entries', { act: 'case.viewed', subject: number })).toMatchObject([
      { person_id: personId, actor_id: actorId },
    ]);
  });

  test('an answer that contradicts the checked profile stands out with what the profile says', async () => {
    const number = await submitted(anna);
    const { personId } = await actorOf(app, 'anna');
    const profile = (await rows('profiles', { person_id: personId }))[0] as { entries_sealed: string };
    const entries = JSON.parse(app.ctx.cipher.open('profiles.entries', personId, profile.entries_sealed)) as Record<
      string,
      { value: string }
    >;
    const changed = { ...entries, birthDate: { ...entries['birthDate'], value: '1986-04-13' } };
    const seal = (value: object) => app.ctx.cipher.seal('profiles.entries', personId, JSON.stringify(value));
    await app.ctx
      .db('profiles')
      .where({ person_id: personId })
      .update({ entries_sealed: seal(changed) });
    const page = (await sergey.get(path(number))).text;
    await app.ctx
      .db('profiles')
      .where({ person_id: personId })
      .update({ entries_sealed: seal(entries) });
    expect(textOf(page, '.alert')).toBe('Дата рождения 12.04.1986, в профиле 13.04.1986 Расхождение');
  });

  test('files are seen and downloaded safely, each by the department alone', async () => {
    const number = await signed();
    const page = parse((await sergey.get(path(number))).text);
    const href = String(page('.judged a').first().attr('href'));
    const seen = await sergey.get(href).expect(200);
    expect(seen.headers['content-disposition']).toMatch(/^inline/);
    expect(seen.headers['content-security-policy']).toContain('sandbox');
    expect((await sergey.get(`${href}?download=1`)).headers['content-disposition']).toMatch(/^attachment/);
    await anna.get(href).expect(404);
    expect((await download(sergey, `${path(number)}/copy`)).subarray(0, 5).toString()).toBe('%PDF-');
    expect((await sergey.get(`${path(number)}/signature`)).headers['content-disposition']).toMatch(/^attachment/);
    await sergey.get(`${path(number)}/result`).expect(404);
  });
});

describe('taking', () => {
  test('puts the case to work under the official’s name, once', async () => {
    const number = await submitted(anna);
    const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/assignment"]');
    await sergey
      .post(`${path(number)}/assignment`)
      .type('form')
      .send(shown)
      .expect(303)
      .expect('Location', path(number));
    expect(textOf((await anna.get(`/applications/${number}`)).text, 'main')).toContain('В работе');
    const again = await olga
      .post(`${path(number)}/assignment`)
      .type('form')
      .send(shown)
      .expect(409);
    expect(again.text).toContain(`href="${path(number)}"`);
    expect(await rows('case_steps', { case_id: (await caseRow(number))['id'] })).toHaveLength(2);
  });

  test('a case led by a colleague stays theirs; the head may take it over', async () => {
    const number = await taken();
    const colleague = await inDepartment('maria', String((await caseRow(number))['department']), ['specialist']);
    expect(textOf((await colleague.get(path(number)).expect(200)).text, '.frame')).toContain(
      'Дело ведёт Сергей Лебедев',
    );
    for (const noun of ['assignment', 'examination', 'decision']) {
      await colleague
        .post(`${path(number)}/${noun}`)
        .type('form')
        .send({ revision: '2', verdict: 'approved' })
        .expect(403);
    }
    await colleague
      .get(`${path(number)}/documents-request`)
      .expect(303)
      .expect('Location', path(number));
    await restore('maria', 'editor');
    expect((await act(olga, number, 'assignment')).status).toBe(303);
    expect(await caseRow(number)).toMatchObject({
      assignee_id: (await actorOf(app, 'olga')).personId,
      status: 'in_progress',
    });
    // The applicant's history has nothing of it.
    expect(textOf((await anna.get(`/applications/${number}`)).text, '.history')).not.toContain('Назначен исполнитель');
    expect(textOf((await olga.get(path(number))).text, '.history')).toContain('Назначен исполнитель');
  });

  test('a checking follows, and only once', async () => {
    const number = await taken();
    expect((await act(sergey, number, 'examination')).status).toBe(303);
    expect(await caseRow(number)).toMatchObject({ status: 'checking' });
    await sergey
      .post(`${path(number)}/examination`)
      .type('form')
      .send({ revision: '3' })
      .expect(409);
  });

  test('without a revision the form is a broken one', async () => {
    const number = await taken();
    for (const noun of ['assignment', 'examination', 'decision', 'documents-request', 'readiness', 'archive']) {
      await sergey.post(`${path(number)}/${noun}`).expect(400);
    }
  });
});

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
    expect(textOf((await sergey.get(path(number))).text, '.frame')).toContain('Книжка утрачена.');
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

describe('deciding', () => {
  test('an approval is told, its result is made and signed, then handed over and archived', async () => {
    const number = await taken();
    const decided = await act(sergey, number, 'decision', { verdict: 'approved', reason: 'Сведения найдены.' });
    expect([decided.status, decided.headers['location']]).toEqual([303, path(number)]);
    expect(textOf((await sergey.get(path(number))).text, '.frame')).toContain('Результат готовится');
    await deliveriesOf(app);
    expect((await download(sergey, `${path(number)}/result`)).subarray(0, 5).toString()).toBe('%PDF-');
    expect(textOf((await sergey.get(`${queue}?tab=closed`)).text, 'main')).toContain(number.slice(8));
    for (const [noun, status] of [
      ['readiness', 'ready'],
      ['archive', 'archived'],
    ] as const) {
      expect((await act(sergey, number, noun)).status).toBe(303);
      expect(await caseRow(number)).toMatchObject({ status });
    }
    expect(parse((await sergey.get(path(number))).text)('main form[method=post]')).toHaveLength(0);
  });

  test('a refusal needs a ground of the service and words, and both reach the applicant', async () => {
    const number = await taken();
    const refusal = await refusalOf(number);
    const wrong = async (values: Record<string, unknown>) =>
      summaryOf((await act(sergey, number, 'decision', values)).text);
    expect(await wrong({})).toEqual(['Выберите решение']);
    expect(await wrong({ verdict: 'rejected' })).toEqual([
      'Выберите основание отказа',
      'Объясните заявителю причину отказа',
    ]);
    expect(await wrong({ ...refusal, ground: 'NOT-ONE' })).toHaveLength(1);
    expect(await wrong({ ...refusal, reason: 'нет' })).toEqual([expect.stringContaining('Слишком коротко')]);
    expect(await caseRow(number)).toMatchObject({ status: 'in_progress' });
    expect((await act(sergey, number, 'decision', refusal)).status).toBe(303);
    const card = textOf((await anna.get(`/applications/${number}`)).text, 'main');
    expect(card).toContain('Отклонено');
    expect(card).toContain(words);
    expect(
      (await rows('case_steps', { case_id: (await caseRow(number))['id'], to_status: 'rejected' }))[0],
    ).toMatchObject({ reason_code: refusal.ground });
  });

  test('happens once: of two decisions the second is not recorded, and its words stay in sight', async () => {
    const number = await taken();
    const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/decision"]');
    const refusal = { ...shown, ...(await refusalOf(number)) };
    await act(olga, number, 'decision', { verdict: 'approved', reason: '' });
    const late = await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send(refusal)
      .expect(409);
    expect(textOf(late.text, 'main')).toContain('Дело изменилось, пока страница была открыта');
    expect(late.text).toContain(words);
    expect(await caseRow(number)).toMatchObject({ status: 'approved' });
    expect(await rows('case_steps', { case_id: (await caseRow(number))['id'] })).toHaveLength(3);
  });

  test('a stale page of a case that is still open keeps the typed decision in its form', async () => {
    const number = await taken();
    const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/decision"]');
    const refusal = await refusalOf(number);
    await act(olga, number, 'examination');
    const late = await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send({ ...shown, ...refusal })
      .expect(409);
    const again = fieldsOf(late.text, 'form[action$="/decision"]');
    expect(again).toMatchObject({ ...refusal, revision: '3' });
    await sergey
      .post(`${path(number)}/decision`)
      .type('form')
      .send(again)
      .expect(303);
    expect(await caseRow(number)).toMatchObject({ status: 'rejected' });
  });
});

describe('an interest of one’s own', () => {
  test('an official never decides what they applied for themselves', async () => {
    const number = await submitted(anna);
    const { personId } = await actorOf(app, 'sergey');
    await app.ctx.db('cases').where({ number }).update({ applicant_id: personId, owner_id: personId });
    expect(textOf((await sergey.get(path(number)).expect(200)).text, '.frame')).toContain(
      'Решать его должен другой сотрудник',
    );
    for (const noun of ['assignment', 'examination', 'decision', 'documents-request']) {
      await sergey
        .post(`${path(number)}/${noun}`)
        .type('form')
        .send({ revision: '1', verdict: 'approved', ...ask })
        .expect(403);
    }
    await sergey.post(`${queue}/assignments`);
    expect(await caseRow(number)).toMatchObject({ status: 'submitted', assignee_id: null });
    expect((await act(olga, number, 'assignment')).status).toBe(303);
  });

  test('nor what an organisation filed that they belong to', async () => {
    const forFirm = await signIn(app, 'anna', { organisation: true });
    const number = await send(forFirm, await signedDraft(forFirm));
    const { party } = await actorOf(app, 'anna', { organisation: true });
    const { personId } = await actorOf(app, 'olga');
    await app.ctx.transaction((tx) =>
      insertMembership(tx, { organisationId: party.id, personId, role: 'accountant', rights: 'read' }),
    );
    expect(textOf((await sergey.get(path(number)).expect(200)).text, 'main')).toContain('ООО «Ромашка»');
    await olga
      .post(`${path(number)}/assignment`)
      .type('form')
      .send({ revision: '1' })
      .expect(403);
    expect((await act(sergey, number, 'assignment')).status).toBe(303);
    await app.ctx.db('memberships').where({ person_id: personId }).delete();

    async function signedDraft(browser: Browser): Promise<string> {
      const { draft, bytes } = await frozen(browser);
      await uploadSignature(browser, draft, await signWith(app, 'romashka-rsa', bytes)).expect(303);
      return draft;
    }
  });
});

test('a case that changed hands between page and press is refused with the way back', async () => {
  const number = await taken();
  const shown = fieldsOf((await sergey.get(path(number))).text, 'form[action$="/examination"]');
  const head = await actorOf(app, 'olga');
  const { id, revision } = (await caseRow(number)) as { id: string; revision: number };
  await app.ctx.transaction((tx) =>
    assignCase(tx, head, { caseId: id, revision, assignee: { id: head.personId, name: head.name } }),
  );
  const late = await sergey
    .post(`${path(number)}/examination`)
    .type('form')
    .send(shown)
    .expect(409);
  expect(late.text).toContain(`href="${path(number)}"`);
});
