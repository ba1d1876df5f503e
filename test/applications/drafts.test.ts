import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deleteExpiredDrafts } from '../../src/features/applications/drafts/expiry.ts';
import { day } from '../../src/platform/values/durations.ts';
import type { TestApp } from '../support/app.ts';
import { signIn, type Browser } from '../support/cast.ts';
import { fieldsOf, parse, summaryOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';
import { answerPage, answers, attach, begin, locationOf } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => void ({ app, anna } = await startWith('anna')));
afterAll(() => app.close());

const subsidy = answers['housing-subsidy'];

async function valueOf(browser: Browser, address: string, name: string): Promise<string | undefined> {
  return fieldsOf((await browser.get(address)).text, 'form[data-autosave]')[name];
}

describe('beginning an application', () => {
  test('shows what awaits the person and begins with what the profile knows, naming the source', async () => {
    const start = await anna.get('/applications/new/kindergarten-queue').expect(200);
    expect(textOf(start.text, 'main')).toContain('Управление образования');
    const begun = await anna.post('/applications').type('form').send({ slug: 'housing-subsidy' }).expect(303);
    const page = await anna.get(locationOf(begun)).expect(200);
    expect(fieldsOf(page.text, 'form[data-autosave]')).toMatchObject({ lastName: 'Смирнова', firstName: 'Анна' });
    expect(textOf(page.text, 'main')).toContain('Из вашего профиля');
  });

  test('asks before a second draft of the same service', async () => {
    const again = await anna.post('/applications').type('form').send({ slug: 'housing-subsidy' }).expect(303);
    expect(locationOf(again)).toBe('/applications/new/housing-subsidy');
    const page = await anna.get(locationOf(again));
    expect(textOf(page.text, 'main')).toContain('У вас уже есть черновик');
    const anew = await anna
      .post('/applications')
      .type('form')
      .send({ slug: 'housing-subsidy', anew: 'yes' })
      .expect(303);
    expect(locationOf(anew)).toMatch(/\/pages\//);
  });

  test('leaves the form empty when the person wants to fill it in alone', async () => {
    const begun = await anna
      .post('/applications')
      .type('form')
      .send({ slug: 'archive-reference', fill: 'no' })
      .expect(303);
    expect(await valueOf(anna, locationOf(begun), 'lastName')).toBe('');
  });

  test('is refused for a service that there is not, and for one that is not for organisations', async () => {
    await anna.post('/applications').type('form').send({ slug: 'no-such-service' }).expect(404);
    await anna.post('/applications').type('form').send({}).expect(404);
    const chief = await signIn(app, 'anna', { organisation: true });
    const refused = await chief.post('/applications').type('form').send({ slug: 'housing-subsidy' }).expect(403);
    expect(textOf(refused.text, 'main')).toContain('Услуга для граждан');
  });
});

describe('filling in', () => {
  test('mistakes are told at once, by number and in the place; what was typed stays', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const refused = await answerPage(anna, `${draft}/pages/home`, { area: 'много', monthlyCosts: '6500' });
    expect(refused.status).toBe(422);
    expect(parse(refused.text)('title').text()).toMatch(/^Ошибка: /);
    expect(summaryOf(refused.text).some((line) => line.startsWith('2.3. '))).toBe(true);
    const { area, monthlyCosts } = fieldsOf(refused.text, 'form[data-autosave]');
    expect([area, monthlyCosts]).toEqual(['много', '6500']);
    expect(await valueOf(await signIn(app, 'anna'), `${draft}/pages/home`, 'area')).toBe('много');
  });

  test('goes on page by page to the documents, and an answer brings up its question first', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const home = await answerPage(anna, `${draft}/pages/home`, subsidy.home);
    expect(locationOf(home)).toBe(`${draft}/pages/family`);
    const family = await answerPage(anna, `${draft}/pages/family`, { hasIncome: 'yes' });
    expect(locationOf(family)).toMatch(/\/pages\/family#incomeKinds/);
  });

  test('items of a group are added and removed by plain buttons', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const added = await answerPage(anna, `${draft}/pages/family`, { hasIncome: 'no', do: 'add:family' });
    expect(locationOf(added)).toMatch(/#family/);
    const page = await anna.get(`${draft}/pages/family`);
    expect(textOf(page.text, 'main')).toContain('Член семьи 1');
    const remove = parse(page.text)('button[value^="remove:family"]').attr('value') ?? '';
    await answerPage(anna, `${draft}/pages/family`, { do: remove });
    expect(textOf((await anna.get(`${draft}/pages/family`)).text, 'main')).not.toContain('Член семьи 1');
  });

  test('«Сохранить черновик», «Назад» and «Проверить всё» keep what is there without complaining', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    expect(locationOf(await answerPage(anna, `${draft}/pages/home`, { area: '40', do: 'save' }))).toBe(
      `${draft}/pages/home`,
    );
    expect(locationOf(await answerPage(anna, `${draft}/pages/home`, { area: '41', do: 'back' }))).toBe(
      `${draft}/pages/applicant`,
    );
    expect(locationOf(await answerPage(anna, `${draft}/pages/home`, { area: '42', do: 'check' }))).toBe(
      `${draft}/check`,
    );
    expect(await valueOf(anna, `${draft}/pages/home`, 'area')).toBe('42');
  });

  test('«Заполнить автоматически» keeps what is typed and fills what is empty', async () => {
    const begun = await anna
      .post('/applications')
      .type('form')
      .send({ slug: 'archive-reference', fill: 'no', anew: 'yes' });
    const address = locationOf(begun);
    const page = await anna.get(address);
    const button = parse(page.text)('button[formaction]');
    expect(button.text()).toBe('Заполнить автоматически');
    const typed = { ...fieldsOf(page.text, 'form[data-autosave]'), lastName: 'Иванова', do: 'save' };
    const filled = await anna
      .post(button.attr('formaction') ?? '')
      .type('form')
      .send(typed)
      .expect(303);
    const fields = fieldsOf((await anna.get(locationOf(filled))).text, 'form[data-autosave]');
    expect(fields).toMatchObject({ lastName: 'Иванова', firstName: 'Анна' });
  });

  test('says so when the profile has nothing to fill in', async () => {
    const newcomer = await signIn(app, 'novichok');
    const begun = await newcomer.post('/applications').type('form').send({ slug: 'archive-reference' });
    const address = locationOf(begun);
    const fields = fieldsOf((await newcomer.get(address)).text, 'form[data-autosave]');
    const filled = await newcomer
      .post(`${address}/filling`)
      .type('form')
      .send({ ...fields, do: 'save' })
      .expect(303);
    expect(textOf((await newcomer.get(locationOf(filled))).text, 'main')).toContain('в профиле ничего нет');
  });

  test('an unknown page, and a form without its revision, are refused', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await anna.get(`${draft}/pages/no-such-page`).expect(404);
    await anna.post(`${draft}/pages/no-such-page`).type('form').send({ revision: '1' }).expect(404);
    await anna.post(`${draft}/pages/home`).type('form').send({ area: '40' }).expect(400);
  });

  test('a page that is not asked leads to where something is missing', async () => {
    const draft = await begin(anna, 'personal-data-change');
    const skipped = await anna.get(`${draft}/pages/birth`).expect(303);
    expect(locationOf(skipped)).toBe(`${draft}/pages/what`);
  });
});

describe('a draft as a whole', () => {
  test('survives another session, lists its steps and leads to where something is missing', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const later = await signIn(app, 'anna');
    const page = await later.get(draft).expect(200);
    expect(textOf(page.text, 'dl')).toMatch(/Заявитель заполнено/);
    expect(parse(page.text)('a.button').attr('href')).toBe(`${draft}/pages/home`);
    const list = await later.get('/applications');
    expect(parse(list.text)(`a[href="${draft}"]`)).toHaveLength(1);
  });

  test('is deleted with its files once the person says so', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await attach(anna, draft, 'bills');
    const before = await app.ctx.db('files').count({ n: '*' });
    await anna.get(`${draft}/removal`).expect(200);
    await anna.post(`${draft}/removal`).type('form').send({}).expect(303);
    await anna.get(draft).expect(404);
    const after = await app.ctx.db('files').count({ n: '*' });
    expect(Number(after[0]?.['n'])).toBe(Number(before[0]?.['n']) - 1);
  });

  test('keeps no answer readable in the database', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await answerPage(anna, `${draft}/pages/home`, { homeAddress: 'г. Кострома, ул. Тайная, д. 7', do: 'save' });
    const row: unknown = await app.ctx
      .db('drafts')
      .where({ id: draft.split('/').at(-1) })
      .first();
    expect(JSON.stringify(row)).not.toMatch(/Тайная|Смирнова/);
  });

  test('goes by itself when nobody has touched it for its term', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    expect(await deleteExpiredDrafts(app.ctx)).toBe(0);
    app.clock.advance(91 * day);
    const later = await signIn(app, 'anna');
    expect(await deleteExpiredDrafts(app.ctx)).toBeGreaterThan(0);
    await later.get(draft).expect(404);
  });
});
