import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDocument, newCheckCode } from '../../src/features/documents/index.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { actorOf, visitor } from '../support/cast.ts';
import { pdf } from '../support/files.ts';
import { fieldsOf, summaryOf, textOf } from '../support/html.ts';
import { makeNumber } from '../../src/platform/values/public-number.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

const number = makeNumber('44', 2026, 77);

async function issued(): Promise<string> {
  const { party } = await actorOf(run, 'anna');
  const stored = await run.ctx.files.store(pdf('x'));
  return run.ctx.transaction(async (tx) => {
    const file = await tx.files.keep(stored, { name: 'a.pdf', type: 'application/pdf' });
    const checkCode = newCheckCode(tx);
    await addDocument(tx, {
      party,
      kind: 'issued',
      title: 'Архивная справка',
      fileId: file.id,
      number,
      checkCode,
      issuer: 'Областной архив',
    });
    return checkCode;
  });
}

const ask = (query: Record<string, string>) => visitor(run).get('/check').query(query);

describe('the public check', () => {
  test('tells kind, date and department of a genuine document, and nothing of the person', async () => {
    const code = await issued();
    const { status, text } = await ask({ number, code });
    expect(status).toBe(200);
    expect(textOf(text, 'main')).toMatch(/Документ подлинный.*Архивная справка.*20\.11\.2026.*Областной архив/);
    expect(text).not.toMatch(/Смирнов|Анна/);
    expect(fieldsOf(text)).toEqual({ number: '', code: '' });
  });

  test('forgives how the code is typed', async () => {
    const code = await issued();
    expect(
      textOf((await ask({ number: number.replaceAll('-', ' '), code: code.toLowerCase().replaceAll('-', '') })).text),
    ).toContain('Документ подлинный');
  });

  test('says the same of a wrong code as of a number that was never given', async () => {
    const code = await issued();
    const wrong = await ask({ number, code: 'ABCD-ABCD-ABCD-ABCD' });
    const missing = await ask({ number: makeNumber('44', 2026, 78), code });
    expect(textOf(wrong.text, '.notice')).toContain('Такого документа нет');
    expect(textOf(missing.text, '.notice').replace(makeNumber('44', 2026, 78), number)).toBe(
      textOf(wrong.text, '.notice'),
    );
  });

  test.each([
    [{ number: '', code: '' }, ['Введите номер документа', 'Введите код проверки, он напечатан рядом с номером']],
    [{ number: '44-2026-000077-0', code: 'ABCD-ABCD-ABCD-ABCD' }, [expect.stringContaining('цифры не сходятся')]],
    [{ number, code: 'короткий' }, ['Код состоит из 16 знаков: четыре группы по четыре']],
  ])('asks to mend %j', async (query, messages) => {
    const { status, text } = await ask(query);
    expect(status).toBe(422);
    expect(summaryOf(text)).toEqual(messages);
  });

  test('begins with an empty form', async () => {
    const { status, text } = await visitor(run).get('/check');
    expect(status).toBe(200);
    expect(summaryOf(text)).toEqual([]);
  });
});
