import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { plainAddPlaceholder } from '@signpdf/placeholder-plain';
import { inspectFile } from '../../../src/platform/file-inspection/index.ts';
import { createPdf, type PdfModel } from '../../../src/platform/pdf/index.ts';
import { blank, full, SHA } from './models.ts';
import { countTags, readPdf, stringOf } from './read-pdf.ts';

const LONG = 'Водонепроницаемость покрытия утрачена, подрядчик не отвечает на обращения жильцов. ';
const set = async (model: PdfModel) => readPdf(await createPdf(model));
const withBlocks = (...blocks: PdfModel['blocks']) => ({ ...blank, blocks });

test('the paper says everything that is in the model', async () => {
  const { text } = await set(full);
  const expected = [
    'Костромская область Личный кабинет 44 10.11.2026',
    'Заявление Субсидия на оплату жилья',
    'Зарегистрировано 44-2026-000118-6 10.11.2026 09:05',
    'Фамилия, имя, отчество Смирнова Анна Сергеевна ИНН —',
    'Имя Доход Смирнов Игорь Павлович 54 200 ₽ Достопримечательнова-',
    'Прошу предоставить субсидию. Достоверность подтверждаю.',
    '— первое; — второе. 1. раз 2. два 3. три',
    'Что подписано Подпись распространяется на приложенные файлы.',
    `1 Справка о доходах.pdf 1,8 МБ ${SHA.slice(0, 32)} ${SHA.slice(32)}`,
    'ПОДПИСАНО УЧЕБНОЙ ПОДПИСЬЮ Сертификат 01 D9 6E 4A 7C 22 B0 10 Владелец: Смирнова Анна Сергеевна Действителен: 12.12.2025 — 12.12.2026 Подпись верна Проверено 10.11.2026 в 09:05',
    'Проверить документ Код K7QH-2M9R https://kabinet.example.ru/check?n=44-2026-000118-6',
    'Страница 1 из 2 Сформировано 10.11.2026 09:05. Время московское.',
    'Костромская область Заявление № 44-2026-000118-6 Страница 2 из 2',
  ];
  for (const words of expected) expect(text).toContain(words);
});

test('the same model gives the same bytes, another model others', async () => {
  const [one, two, other] = await Promise.all([
    createPdf(full),
    createPdf(structuredClone(full)),
    createPdf({ ...full, createdAt: full.createdAt + 1000 }),
  ]);
  expect(one.equals(two)).toBe(true);
  expect(one.equals(other)).toBe(false);
});

test('the document is Russian, titled and declared as tagged', async () => {
  const { objects } = await set(full);
  const all = [...objects.values()];
  const catalogue = all.find(({ dictionary }) => /\/Type \/Catalog/.test(dictionary))?.dictionary ?? '';
  expect(stringOf(catalogue, 'Lang')).toBe('ru');
  expect(all.some(({ dictionary }) => /\/Marked true/.test(dictionary))).toBe(true);
  expect(all.some(({ dictionary }) => /\/DisplayDocTitle true/.test(dictionary))).toBe(true);
  const xmp = all.find(({ dictionary }) => /\/Subtype \/XML/.test(dictionary))?.stream ?? '';
  expect(xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(xmp).toContain('Субсидия на оплату жилья № 44-2026-000118-6</rdf:li>');
  expect(xmp).toContain('2026-11-10T06:05:00Z');
});

test('signs of XML in a title do not break the metadata', async () => {
  const { objects } = await set({ ...blank, title: 'Двор & <b>сквер</b>' });
  const xmp = [...objects.values()].find(({ dictionary }) => /\/Subtype \/XML/.test(dictionary))?.stream ?? '';
  expect(xmp).toContain('Двор &amp; &lt;b&gt;сквер&lt;/b&gt;');
});

test('headings, tables, lists and pictures are what readers are told they are', async () => {
  const pdf = await set(full);
  const counts = (...kinds: string[]) => kinds.map((kind) => countTags(pdf, kind));
  expect(counts('H1', 'H2', 'Table', 'L', 'LI', 'Figure', 'Link')).toEqual([1, 2, 3, 2, 5, 1, 1]);
  // Facts 2 × 2, family 2 heads and 2 × 2 cells, attachments 4 heads and 4 cells.
  expect(counts('TR', 'TH', 'TD')).toEqual([2 + 3 + 2, 2 + 2 + 4, 2 + 4 + 4]);
  const dictionaries = [...pdf.objects.values()].map(({ dictionary }) => dictionary);
  const figure = dictionaries.find((dictionary) => /\/S \/Figure/.test(dictionary)) ?? '';
  expect(stringOf(figure, 'Alt')).toBe('QR-код: Проверить документ');
  expect(figure).toContain('/BBox');
  const link = dictionaries.find((dictionary) => /\/Subtype \/Link/.test(dictionary)) ?? '';
  expect(stringOf(link, 'Contents')).toBe('https://kabinet.example.ru/check?n=44-2026-000118-6');
  expect(link).toContain('/StructParent');
  expect(dictionaries.some((dictionary) => stringOf(dictionary, 'ActualText') === SHA)).toBe(true);
  expect(dictionaries.some((dictionary) => stringOf(dictionary, 'ActualText') === 'Подписано учебной подписью')).toBe(
    true,
  );
});

test('every stroke is either tagged or marked as decoration', async () => {
  const { pages } = await set({ ...full, blocks: [...full.blocks, { kind: 'paragraph', text: LONG.repeat(80) }] });
  expect(pages.length).toBeGreaterThan(2);
  let strokes = 0;
  for (const { content } of pages) {
    let depth = 0;
    for (const [operator] of content.matchAll(/\b(?:BDC|BMC|EMC|TJ|S|f|B)\n/g)) {
      strokes += 1;
      if (/^B[DM]C/.test(operator)) depth += 1;
      else if (operator.startsWith('EMC')) depth -= 1;
      else expect(depth).toBeGreaterThan(0);
    }
    expect(depth).toBe(0);
  }
  expect(strokes).toBeGreaterThan(200);
});

test('long answers, long words and long tables flow over pages without losing anything', async () => {
  const rows = Array.from({ length: 80 }, (_none, at) => [`Строка ${at + 1}`, at === 40 ? LONG.repeat(30) : 'да']);
  const { pages, text } = await set(
    withBlocks(
      {
        kind: 'facts',
        rows: [
          { label: 'Суть', value: LONG.repeat(70) },
          { label: 'Ключ', value: 'Ж'.repeat(400) },
        ],
      },
      { kind: 'table', columns: [{ title: 'Что' }, { title: 'Ответ', width: 3 }], rows },
      { kind: 'notice', text: LONG.repeat(60) },
      { kind: 'list', items: [LONG.repeat(50)], numbered: true },
    ),
  );
  expect(text.match(/подрядчик не отвечает/g)).toHaveLength(70 + 30 + 60 + 50);
  expect(text.match(/Ж/g)).toHaveLength(400);
  for (const [row] of rows) expect(text).toContain(row);
  expect(pages.filter((page) => page.text.includes('Что Ответ Строка')).length).toBeGreaterThan(1);
  expect(text).toContain(`Страница ${pages.length} из ${pages.length}`);
});

test('what no font can show is seen to be missing, what is invisible goes', async () => {
  const { text } = await set(
    withBlocks({ kind: 'paragraph', text: 'Мир\u0000\u202E 漢字\u0007\r\nвторая\tстрока \uD800' }),
  );
  expect(text).toContain('Мир □□ вторая строка');
});

test('an empty paper is a paper, too', async () => {
  const { pages, text } = await set({ ...blank, blocks: [] });
  expect(pages).toHaveLength(1);
  expect(text).toContain('Заявление № 44-2026-000118-6 Субсидия на оплату жилья');
});

test('the portal itself would accept the paper', async () => {
  expect(await inspectFile(await createPdf(full))).toEqual({
    ok: true,
    type: 'application/pdf',
    extension: 'pdf',
    pages: 2,
  });
});

test('a signature can be added behind the bytes that were made', async () => {
  // The link on the page and the table of the signature share the list of annotations.
  for (const model of [full, withBlocks(...full.blocks.slice(-1))]) {
    const made = await createPdf(model);
    const placed = plainAddPlaceholder({
      pdfBuffer: made,
      reason: 'Результат',
      contactInfo: '',
      name: 'Портал',
      location: '',
      signatureLength: 8192,
    });
    expect(placed.subarray(0, made.length - 8).equals(made.subarray(0, made.length - 8))).toBe(true);
    expect(placed.toString('latin1')).toContain('/ByteRange [0 /**********');
    expect(await inspectFile(placed)).toMatchObject({ ok: true });
  }
});

test('a model that cannot be set is refused, and the others are set', async () => {
  const results = await Promise.allSettled([
    createPdf(blank),
    createPdf({ ...blank, zone: 'Nowhere/Land' }),
    createPdf(blank),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

const poppler = spawnSync('pdfinfo', ['-v']).error === undefined;
(poppler ? test : test.skip)('poppler reads the structure and the Cyrillic text', async () => {
  const made = await createPdf(full);
  const run = (command: string, ...args: string[]) => spawnSync(command, args, { input: made, encoding: 'utf8' });
  const info = run('pdfinfo', '-');
  expect(info.stderr).toBe('');
  expect(info.stdout).toMatch(/Tagged:\s+yes/);
  expect(info.stdout).toMatch(/Page size:.*A4/);
  expect(run('pdfinfo', '-struct-text', '-').stdout).toMatch(/H1 \(block\)\s+"Субсидия на оплату жилья"/);
  expect(run('pdftotext', '-layout', '-', '-').stdout).toContain('Смирнова Анна Сергеевна');
});
