import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAttemptNumber } from '../../src/features/applications/index.ts';
import { begin, fillIn, submitted } from '../applications/support.ts';
import type { TestApp } from '../support/app.ts';
import { personOf, signIn, visitor, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';

const address = '/staff/attempts';

let app: TestApp;
let anna: Browser;
let petr: Browser;
beforeAll(async () => void ({ app, anna, petr } = await startWith('anna', 'petr')));
afterAll(() => app.close());

/** The number that a refused sending shows. */
async function refused(): Promise<string> {
  const draft = await begin(anna, 'housing-subsidy');
  const page = await anna.post(`${draft}/submission`).type('form').send({}).expect(422);
  return /П-\d\d-\d{4}/.exec(textOf(page.text, '.error-summary'))?.[0] ?? '';
}

async function looks(): Promise<{ subject: string; actor_id: string }[]> {
  const { id } = await personOf(app, 'anna');
  return app.ctx.db('audit_entries').where({ act: 'attempt.viewed', person_id: id }).select('subject', 'actor_id');
}

describe('who may look an attempt up', () => {
  test('nobody who is signed out, and no citizen', async () => {
    const out = await visitor(app).get(address).expect(303);
    expect(out.headers['location']).toMatch(/^\/login/);
    await anna.get(address).expect(404);
  });

  test.each(['sergey', 'olga', 'irina', 'maria'] as const)('%s has another role, and no way there', async (name) => {
    const browser = await signIn(app, name);
    await browser.get(`${address}?number=П-00-0000`).expect(403);
    expect(parse((await browser.get('/staff')).text)(`main a[href="${address}"]`)).toHaveLength(0);
  });

  test.each(['petr', 'admin'] as const)('%s finds the way at the desk', async (name) => {
    const browser = await signIn(app, name);
    expect(parse((await browser.get('/staff')).text)(`main a[href="${address}"]`)).toHaveLength(1);
    await browser.get(address).expect(200);
  });
});

describe('an attempt', () => {
  test('that was refused is found by its number, with code, service and person, and nothing of the answers', async () => {
    const number = await refused();
    const page = await petr.get(address).query({ number }).expect(200);
    const words = textOf(page.text, 'main');
    expect(words).toContain(`Попытка ${number}`);
    expect(words).toMatch(/Отправка.*20\.11\.2026.*Отказано, код FORM-INCOMPLETE.*Не отправлено/);
    expect(words).toMatch(/[Сс]убсиди.*Смирнова Анна Сергеевна.*\d\d-\d{3}-\d{3}-\d\d/);
    expect(page.text).not.toContain('passport');
  });

  test('of a signing code is found, too', async () => {
    const draft = await fillIn(anna, 'housing-subsidy');
    await anna.post(`${draft}/signing`).type('form').send({}).expect(303);
    await anna.post(`${draft}/signature/code`).type('form').send({}).expect(303);
    const hasty = await anna.post(`${draft}/signature/code`).type('form').send({}).expect(422);
    const number = /П-\d\d-\d{4}/.exec(textOf(hasty.text, '.error-summary'))?.[0] ?? '';
    const page = await petr.get(address).query({ number }).expect(200);
    expect(textOf(page.text, 'main')).toMatch(/Подписание.*Отказано, код AUTH-CODE-WAIT/);
  });

  test('that succeeded leads to the number of its application', async () => {
    const sent = await submitted(anna);
    const { attempt } = (await app.ctx
      .db('applications as a')
      .join('cases as c', 'c.id', 'a.case_id')
      .where('c.number', sent)
      .first('a.attempt')) as { attempt: string };
    const page = await petr.get(address).query({ number: attempt });
    expect(textOf(page.text, 'main')).toMatch(new RegExp(`Получилось.*№ ${sent}`));
  });

  test('looked at stands in the journal of the person, once a look', async () => {
    const number = await refused();
    const before = (await looks()).length;
    await petr.get(address).query({ number });
    const after = await looks();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)).toEqual({ subject: number, actor_id: (await personOf(app, 'petr')).id });
    const journal = textOf((await anna.get('/journal?kind=looks')).text, '#journal-list');
    expect(journal).toContain('Вашу попытку отправить заявление посмотрел сотрудник');
  });

  test('that nobody has made is told, and looking for it is no look', async () => {
    const before = (await looks()).length;
    const page = await petr.get(address).query({ number: 'П-00-00001111' }).expect(200);
    expect(textOf(page.text, 'main')).toContain('Такой попытки нет');
    expect(parse(page.text)('#number').val()).toBe('П-00-00001111');
    expect(await looks()).toHaveLength(before);
  });

  test('whose number is none is told at the field', async () => {
    const page = await petr.get(address).query({ number: 'П-81-44' }).expect(200);
    expect(summaryOf(page.text).join()).toContain('П-81-4402');
  });
});

test.each([
  ['П-81-4402', 'П-81-4402'],
  ['п81 4402', 'П-81-4402'],
  ['P-81–4402', 'П-81-4402'],
  ['814402', 'П-81-4402'],
  ['П-81-4402-0031', 'П-81-4402-0031'],
  ['П-81-440', null],
  ['', null],
])('a number written %j is read as %j', (text, number) => {
  expect(readAttemptNumber(text)).toBe(number);
});
