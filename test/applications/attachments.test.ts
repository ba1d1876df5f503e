import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../support/app.ts';
import { signIn, type Browser } from '../support/cast.ts';
import { parse, summaryOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';
import { paper } from '../journey/papers.ts';
import { attach, begin, download, locationOf, scan } from './support.ts';

let app: TestApp;
let anna: Browser;

beforeAll(async () => void ({ app, anna } = await startWith('anna')));
afterAll(() => app.close());

async function listed(draft: string): Promise<string[]> {
  const page = parse((await anna.get(`${draft}/documents`)).text);
  return page('ul.files a')
    .map((_at, link) => page(link).text())
    .get();
}

describe('attaching', () => {
  test('takes several files for several documents at once, and shows name and size', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const [one, two] = [await paper('Квитанция за октябрь.pdf', 'Квитанция'), scan('газ.png')];
    const sent = await anna
      .post(`${draft}/files`)
      .field('do', 'upload')
      .attach('bills', one.bytes, one.name)
      .attach('bills', two.bytes, two.name)
      .expect(303);
    const page = await anna.get(locationOf(sent));
    expect(await listed(draft)).toEqual(['Квитанция за октябрь.pdf', 'газ.png']);
    expect(textOf(page.text, 'ul.files')).toMatch(/КБ/);
  });

  test('names what was refused in the order of the page, whatever was wrong with it', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const refused = await anna
      .post(`${draft}/files`)
      .field('do', 'upload')
      .attach('familyIncomes', Buffer.from('доходы'), 'доходы.txt')
      .attach('bills', Buffer.alloc(0), 'пустой.pdf')
      .expect(422);
    expect(summaryOf(refused.text).map((line) => line.slice(0, 4))).toEqual(['5.1.', '5.2.']);
  });

  test('gives the owner back exactly what was sent', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const { bytes, name } = await paper('счёт.pdf', 'Счёт');
    await attach(anna, draft, 'bills', { bytes, name });
    const href = parse((await anna.get(`${draft}/documents`)).text)('ul.files a').attr('href') ?? '';
    expect((await download(anna, href)).equals(bytes)).toBe(true);
  });

  test('recognises files by content: a renamed one is refused by name and reason, the others are kept', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const good = await paper('чек.pdf', 'Чек');
    const refused = await anna
      .post(`${draft}/files`)
      .field('do', 'upload')
      .attach('bills', good.bytes, good.name)
      .attach('bills', Buffer.from('<script>alert(1)</script>'), 'счёт.pdf');
    expect(refused.status).toBe(422);
    expect(summaryOf(refused.text).join()).toMatch(/«счёт.*».*FILE-TYPE/);
    expect(await listed(draft)).toEqual(['чек.pdf']);
  });

  test('refuses what is too large or empty and keeps the rest', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const good = await paper('чек.pdf', 'Чек');
    const refused = await anna
      .post(`${draft}/files`)
      .field('do', 'upload')
      .attach('bills', Buffer.alloc(5 * 1024 * 1024 + 1, 'x'), 'огромный.pdf')
      .attach('bills', Buffer.alloc(0), 'пустой.pdf')
      .attach('bills', good.bytes, good.name);
    expect(refused.status).toBe(422);
    const words = summaryOf(refused.text).join('\n');
    expect(words).toMatch(/«огромный.*».*5 МБ.*FILE-TOO-LARGE/);
    expect(words).toMatch(/«пустой.*».*FILE-EMPTY/);
    expect(await listed(draft)).toEqual(['чек.pdf']);
  });

  test('takes no more files than the document, the request and the application allow', async () => {
    const draft = await begin(anna, 'personal-data-change');
    const { bytes } = await paper('скан.pdf', 'Скан');
    const three = await anna
      .post(`${draft}/files`)
      .field('do', 'upload')
      .attach('passportScan', bytes, 'скан-1.pdf')
      .attach('passportScan', bytes, 'скан-2.pdf')
      .attach('passportScan', bytes, 'скан-3.pdf');
    expect(three.status).toBe(422);
    expect(summaryOf(three.text).join()).toContain('FILE-COUNT');
    expect(await listed(draft)).toHaveLength(2);
    let six = anna.post(`${draft}/files`).field('do', 'upload');
    for (let n = 1; n <= 6; n += 1) six = six.attach('nameProof', bytes, `файл-${n}.pdf`);
    expect(summaryOf((await six).text).join()).toContain('не больше 5');
  });

  test('a document that is not asked for takes no file', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const { bytes, name } = await paper('чужое.pdf', 'Чужое');
    await attach(anna, draft, 'tenancy', { bytes, name });
    await attach(anna, draft, '__proto__', { bytes, name });
    expect(await listed(draft)).toEqual([]);
  });

  test('«Убрать» removes one file and leaves the others', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await attach(anna, draft, 'bills', await paper('один.pdf', '1'));
    await attach(anna, draft, 'bills', await paper('два.pdf', '2'));
    const id =
      parse((await anna.get(`${draft}/documents`)).text)('button[name=remove]')
        .first()
        .attr('value') ?? '';
    await anna.post(`${draft}/files`).field('remove', id).expect(303);
    expect(await listed(draft)).toEqual(['два.pdf']);
    await anna.post(`${draft}/files`).field('remove', id).expect(404);
  });

  test('going on without what is demanded is refused with the way to the control', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    const refused = await anna.post(`${draft}/files`).field('do', 'continue');
    expect(refused.status).toBe(422);
    expect(parse(refused.text)('.error-summary a').attr('href')).toBe('#bills');
    await attach(anna, draft, 'bills');
    const next = await anna.post(`${draft}/files`).field('do', 'continue').expect(303);
    expect(locationOf(next)).toBe(`${draft}/check`);
  });

  test("another draft's file is not served under one's own", async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await attach(anna, draft, 'bills');
    const href = parse((await anna.get(`${draft}/documents`)).text)('ul.files a').attr('href') ?? '';
    const vera = await signIn(app, 'vera');
    const own = await begin(vera, 'housing-subsidy');
    await vera.get(href).expect(404);
    await vera.get(`${own}/files/${href.split('/').at(-1)}`).expect(404);
  });

  test('an upload that breaks off is told, and nothing else is lost', async () => {
    const draft = await begin(anna, 'housing-subsidy');
    await attach(anna, draft, 'bills', await paper('чек.pdf', 'Чек'));
    const body = '--x\r\nContent-Disposition: form-data; name="bills"; filename="a.pdf"\r\n\r\n%PDF-1.7 half';
    const broken = await anna.post(`${draft}/files`).set('Content-Type', 'multipart/form-data; boundary=x').send(body);
    expect(broken.status).toBe(422);
    expect(textOf(broken.text, 'main')).toContain('UPLOAD-BROKEN');
    expect(await listed(draft)).toEqual(['чек.pdf']);
  });
});

test('a fee shows where to pay and takes the receipt among the documents', async () => {
  const draft = await begin(anna, 'earthworks-permit');
  const page = await anna.get(`${draft}/documents`).expect(200);
  expect(textOf(page.text, 'main')).toContain('КБК');
  await attach(anna, draft, 'feeReceipt', { name: 'чек.png', bytes: scan('чек.png').bytes });
  expect(await listed(draft)).toEqual(['чек.png']);
});
