import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDocument, newCheckCode, readCheckCode } from '../../src/features/documents/index.ts';
import { makeCheckCode } from '../../src/features/documents/rules.ts';
import type { TestApp } from '../support/app.ts';
import { actorOf, signIn, visitor, type Browser, type CastName } from '../support/cast.ts';
import { pdf, png } from '../support/files.ts';
import { summaryOf, textOf } from '../support/html.ts';
import { startWith } from '../support/people.ts';

let run: TestApp;
let anna: Browser;
beforeAll(async () => void ({ app: run, anna } = await startWith('anna')));
afterAll(() => run.close());

async function issue(to: CastName, title = 'Архивная справка') {
  const { party } = await actorOf(run, to);
  const stored = await run.ctx.files.store(pdf('Результат'));
  return run.ctx.transaction(async (tx) => {
    const file = await tx.files.keep(stored, { name: 'Справка.pdf', type: 'application/pdf' });
    const number = '44-2026-000001-7';
    return addDocument(tx, {
      party,
      kind: 'issued',
      title,
      fileId: file.id,
      number,
      checkCode: newCheckCode(tx),
      issuer: 'Областной архив',
    });
  });
}

function upload(browser: Browser, fields: Record<string, string>, file?: { name: string; content: Buffer }) {
  const form = browser.post('/documents');
  for (const [name, value] of Object.entries(fields)) void form.field(name, value);
  if (file) void form.attach('file', file.content, file.name);
  return form;
}

describe('check codes', () => {
  test('80 bits become 16 signs and are read back however they are typed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
        const code = makeCheckCode(Buffer.from(bytes));
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(readCheckCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code);
        expect(readCheckCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(code);
      }),
    );
  });

  test.each(['', 'ABCD', 'ABCD-ABCD-ABCD-ABCU', 'ЖЖЖЖ-ABCD-ABCD-ABCD', 'A'.repeat(17)])(
    '«%s» is not a code',
    (typed) => {
      expect(readCheckCode(typed)).toBeNull();
    },
  );
});

describe('the list', () => {
  test('shows what was issued and what was uploaded, each under its tab', async () => {
    await issue('anna', 'Справка о стаже');
    await upload(
      anna,
      { type: 'contract', title: 'Договор найма', number: '' },
      { name: 'договор.pdf', content: pdf('Договор') },
    );
    expect(textOf((await anna.get('/documents')).text, '#documents-list')).toMatch(/Договор найма.*Справка о стаже/);
    expect(textOf((await anna.get('/documents?tab=issued')).text, '#documents-list')).not.toContain('Договор найма');
    expect(textOf((await anna.get('/documents?tab=uploaded')).text, '#documents-list')).not.toContain(
      'Справка о стаже',
    );
  });

  test('as a fragment is the same part of the page', async () => {
    const page = await anna.get('/documents');
    const part = await anna
      .get('/documents')
      .set({ 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Target': 'div#documents-list' });
    expect(textOf(part.text)).toBe(textOf(page.text, '#documents-list'));
  });

  test('sends the signed-out to the login', async () => {
    expect((await visitor(run).get('/documents')).headers['location']).toMatch(/^\/login/);
  });
});

describe('uploading', () => {
  test('keeps the file encrypted, journals it and shows it', async () => {
    const { status, headers } = await upload(
      anna,
      { type: 'passport', title: 'Паспорт', number: '3412 604417' },
      { name: 'скан.png', content: png() },
    );
    expect(status).toBe(303);
    const page = await anna.get(headers['location'] ?? '');
    expect(textOf(page.text, 'main')).toMatch(/Паспорт.*Загружено.*3412 604417.*скан\.png/);
    expect(await run.ctx.db('audit_entries').where({ act: 'document.uploaded' }).first()).toBeDefined();
  });

  test('takes the file’s name where no title was typed', async () => {
    const { headers } = await upload(
      anna,
      { type: 'other', title: '', number: '' },
      { name: 'Без названия.pdf', content: pdf('x') },
    );
    expect(textOf((await anna.get(headers['location'] ?? '')).text, 'h1')).toBe('Без названия.pdf');
  });

  test.each([
    ['no file', undefined, /Выберите файл/],
    [
      'a page dressed up as a PDF',
      { name: 'скан.pdf', content: Buffer.from('<html><script>alert(1)</script></html>') },
      /скан\.pdf.*FILE-TYPE/,
    ],
    ['an empty file', { name: 'пусто.pdf', content: Buffer.alloc(0) }, /FILE-EMPTY/],
    [
      'a file that is too large',
      { name: 'большой.pdf', content: Buffer.concat([pdf('x'), Buffer.alloc(5 * 1024 * 1024)]) },
      /большой\.pdf.*5\sМБ.*FILE-TOO-LARGE/,
    ],
  ])('refuses %s in words and keeps what was typed', async (_case, file, words) => {
    const { status, text } = await upload(anna, { type: 'contract', title: 'Мой договор', number: '7' }, file);
    expect(status).toBe(422);
    expect(summaryOf(text).join()).toMatch(words);
    expect(text).toContain('value="Мой договор"');
    expect(text).toMatch(/<option value="contract" selected>/);
  });

  test('refuses a document without a type, and says where', async () => {
    const { status, text } = await upload(anna, { title: 'x', number: '' }, { name: 'a.pdf', content: pdf('x') });
    expect(status).toBe(422);
    expect(summaryOf(text)).toEqual(['Выберите, что это за документ']);
  });

  test('is closed to those who may only read in the organisation', async () => {
    const boris = await signIn(run, 'boris', { organisation: true });
    expect(
      (await upload(boris, { type: 'other', title: 'x', number: '' }, { name: 'a.pdf', content: pdf('x') })).status,
    ).toBe(403);
    expect((await boris.get('/documents')).text).not.toContain('Добавить файл');
  });
});

describe('a document', () => {
  test('opens in the browser in a sandbox, or is saved under its name', async () => {
    const { id } = await issue('anna');
    const shown = await anna.get(`/documents/${id}/file`);
    expect(shown.headers['content-disposition']).toMatch(/^inline/);
    expect(shown.headers['content-security-policy']).toContain('sandbox');
    expect(shown.headers['cache-control']).toContain('no-store');
    expect((await anna.get(`/documents/${id}/file?download=1`)).headers['content-disposition']).toMatch(/^attachment/);
  });

  test('of another person is not found, neither page nor file', async () => {
    const { id } = await issue('vera');
    expect((await anna.get(`/documents/${id}`)).status).toBe(404);
    expect((await anna.get(`/documents/${id}/file`)).status).toBe(404);
  });

  test('of the organisation is not seen from one’s own cabinet', async () => {
    const { party } = await actorOf(run, 'anna', { organisation: true });
    const { fileId } = await issue('anna');
    const own = await run.ctx.transaction((tx) =>
      addDocument(tx, { party, kind: 'issued', title: 'Для Ромашки', fileId }),
    );
    expect((await anna.get(`/documents/${own.id}`)).status).toBe(404);
    expect((await (await signIn(run, 'boris', { organisation: true })).get(`/documents/${own.id}`)).status).toBe(200);
  });

  test('has a title that the database does not give away', async () => {
    await issue('anna', 'Тайный документ');
    expect(JSON.stringify(await run.ctx.db('documents'))).not.toContain('Тайный');
  });
});
