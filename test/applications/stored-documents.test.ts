import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../support/app.ts';
import { signIn, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';
import { paper } from '../journey/papers.ts';
import { begin, download, locationOf, submitted } from './support.ts';

let app: TestApp;
let anna: Browser;
let vera: Browser;

beforeAll(async () => void ({ app, anna, vera } = await startWith('anna', 'vera')));
afterAll(() => app.close());

/** Puts a paper among somebody's documents; gives its id and bytes. */
async function keep(browser: Browser, title: string): Promise<{ id: string; bytes: Buffer }> {
  const { bytes, name } = await paper(`${title}.pdf`, title);
  const sent = browser.post('/documents').field('type', 'receipt').field('title', title);
  const at = locationOf(await sent.attach('file', bytes, name).expect(303));
  return { id: at.split('/').at(-1) ?? '', bytes };
}

const take = (browser: Browser, draft: string, fields: object) =>
  browser.post(`${draft}/stored-documents`).type('form').send(fields);

async function filesOf(draft: string): Promise<{ name: string; href: string }[]> {
  const page = parse((await anna.get(`${draft}/documents`)).text);
  return page('ul.files a')
    .map((_at, link) => ({ name: page(link).text(), href: page(link).attr('href') ?? '' }))
    .get();
}

describe('a document that the cabinet keeps', () => {
  test('is found from the control of the document that is asked for, and attached as a copy', async () => {
    const { id, bytes } = await keep(anna, 'Квитанция за октябрь');
    const draft = await begin(anna, 'housing-subsidy');
    const step = parse((await anna.get(`${draft}/documents`)).text);
    const way = step('main a[href*="stored-documents?for=bills"]').attr('href') ?? '';
    const page = parse((await anna.get(way).expect(200)).text);
    expect(page('input[name=for][value=bills]').is('[checked]')).toBe(true);
    expect(page(`input[name=documents][value="${id}"]`)).toHaveLength(1);
    const taken = await take(anna, draft, { for: 'bills', documents: id });
    expect([taken.status, locationOf(taken)]).toEqual([303, `${draft}/documents`]);
    const [file] = await filesOf(draft);
    expect(file?.name).toBe('Квитанция за октябрь.pdf');
    expect((await download(anna, file?.href ?? '')).equals(bytes)).toBe(true);
  });

  test('stays where it was when the application lets its copy go', async () => {
    const { id, bytes } = await keep(anna, 'Счёт');
    const draft = await begin(anna, 'housing-subsidy');
    await take(anna, draft, { for: 'bills', documents: id }).expect(303);
    const attachment = (await filesOf(draft))[0]?.href.split('/').at(-1);
    await anna.post(`${draft}/files`).field('remove', String(attachment)).expect(303);
    expect(await filesOf(draft)).toEqual([]);
    expect((await download(anna, `/documents/${id}/file`)).equals(bytes)).toBe(true);
  });

  test('may be a paper that the portal issued', async () => {
    const number = await submitted(anna);
    await app.worker.drain();
    const draft = await begin(anna, 'housing-subsidy');
    const page = parse((await anna.get(`${draft}/stored-documents`)).text);
    const [receipt] = page('label:contains("Расписка о приёме")').get();
    const id = page(`#${page(receipt).attr('for')}`).attr('value');
    await take(anna, draft, { for: 'bills', documents: id }).expect(303);
    expect((await filesOf(draft))[0]?.name).toContain(number);
  });
});

describe('taking from «Документы»', () => {
  test('asks what for and which, and keeps what was ticked', async () => {
    const { id } = await keep(anna, 'Чек');
    const draft = await begin(anna, 'housing-subsidy');
    const nothing = await take(anna, draft, {});
    expect([nothing.status, summaryOf(nothing.text)]).toEqual([
      422,
      ['Выберите, для чего этот файл', 'Отметьте хотя бы один файл'],
    ]);
    const half = parse((await take(anna, draft, { for: 'no-such', documents: id }).expect(422)).text);
    expect(half(`input[name=documents][value="${id}"]`).is('[checked]')).toBe(true);
    expect(await filesOf(draft)).toEqual([]);
  });

  test('takes no more than the document has room for, and says which file stayed', async () => {
    const draft = await begin(anna, 'earthworks-permit');
    const [one, two] = [await keep(anna, 'Схема, лист 1'), await keep(anna, 'Схема, лист 2')];
    const room = parse((await anna.get(`${draft}/documents`)).text)('#feeReceipt').is('[multiple]');
    expect(room).toBe(false);
    const sent = await take(anna, draft, { for: 'feeReceipt', documents: [one.id, two.id] });
    expect(sent.status).toBe(422);
    expect(summaryOf(sent.text).join()).toMatch(/«Схема, лист 2.pdf» не приложен: здесь помещается не больше 1\sфайла/);
    expect(await filesOf(draft)).toHaveLength(1);
  });

  test('never reaches into another cabinet', async () => {
    const { id } = await keep(vera, 'Чужая справка');
    const draft = await begin(anna, 'housing-subsidy');
    expect(textOf((await anna.get(`${draft}/stored-documents`)).text, 'main')).not.toContain('Чужая справка');
    await take(anna, draft, { for: 'bills', documents: id }).expect(422);
    await vera.get(`${draft}/stored-documents`).expect(404);
    await take(vera, draft, { for: 'bills', documents: id }).expect(404);
    expect(await filesOf(draft)).toEqual([]);
  });

  test('says so where nothing is kept', async () => {
    const empty = await signIn(app, 'novichok');
    const draft = await begin(empty, 'housing-subsidy');
    const page = await empty.get(`${draft}/stored-documents?for=bills`).expect(200);
    expect(textOf(page.text, 'main')).toContain('пока пусто');
    expect(parse(page.text)(`main a[href="${draft}/documents"]`).length).toBeGreaterThan(0);
  });
});
