import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readForm, type FormReader } from '../../src/http/forms.ts';
import { checkSnils } from '../../src/platform/values/snils.ts';

function read<T>(body: unknown, reader: (form: FormReader) => T) {
  const form = readForm(body);
  const value = reader(form);
  return form.result(value);
}

const message = (body: unknown, reader: (form: FormReader) => unknown) => {
  const result = read(body, reader);
  return result.ok ? null : result.errors[0]?.message;
};

describe('text', () => {
  test.each([
    ['  Анна   Смирнова ', 'Анна Смирнова'],
    ['И\u0306ода', 'Йода'],
    ['нулевая\u200Bширина', 'нулеваяширина'],
    ['две\r\nстроки', 'две строки'],
    ['', ''],
  ])('%j → %j', (given, value) => {
    expect(read({ name: given }, (form) => form.text('name'))).toEqual({ ok: true, value });
  });

  test.each([
    [{}, 'Укажите имя'],
    [{ name: '   ' }, 'Укажите имя'],
    [{ name: ['', 'Анна'] }, 'Укажите имя'],
    [{ name: { toString: 'x' } }, 'Укажите имя'],
    [{ name: 7 }, 'Укажите имя'],
    [null, 'Укажите имя'],
    ['name=x', 'Укажите имя'],
    [{ name: 'а\u0000б' }, 'Уберите знаки, которых нет на клавиатуре: они мешают прочесть написанное'],
    [{ name: 'а'.repeat(21) }, 'Слишком длинно: можно не больше 20 знаков'],
    [{ name: 'а' }, 'Слишком коротко: нужно не меньше 2 знаков'],
    [{ name: 'А1' }, 'Имя пишется буквами'],
    [{ name: 'Анна' }, null],
  ])('%j → %j', (body, expected) => {
    const options = { required: 'Укажите имя', min: 2, max: 20, pattern: /^[А-Яа-я]+$/, wrong: 'Имя пишется буквами' };
    expect(message(body, (form) => form.text('name', options))).toBe(expected);
  });

  test('of several lines keeps them', () => {
    const given = ' первая \r\n\r\nвторая\u202E\t\n';
    expect(read({ note: given }, (form) => form.multiline('note'))).toEqual({ ok: true, value: 'первая\n\nвторая' });
  });
});

test('what was typed is shown again as it was typed, in every field but secrets', () => {
  const result = read(
    { name: ' Анна ', password: 'тайна', topics: ['a', 'b'], 'birth-day': '31', 'birth-month': '2', extra: 'x' },
    (form) => {
      form.text('name');
      form.secret('password', { required: 'Укажите пароль' });
      form.choices('topics', ['a', 'b']);
      form.date('birth', { required: 'Укажите дату рождения' });
    },
  );
  expect(result).toEqual({
    ok: false,
    errors: [{ field: 'birth-year', message: 'Укажите год' }],
    entered: { name: ' Анна ', topics: ['a', 'b'], birth: { day: '31', month: '2', year: '' } },
  });
});

test('all mistakes are told at once, in the order of the fields', () => {
  const result = read({}, (form) => {
    form.text('name', { required: 'Укажите имя' });
    form.checkbox('consent', { required: 'Отметьте согласие' });
    form.error('file', 'Приложите скан', 'FILE-MISSING');
  });
  expect(result).toMatchObject({
    errors: [
      { field: 'name', message: 'Укажите имя' },
      { field: 'consent', message: 'Отметьте согласие' },
      { field: 'file', message: 'Приложите скан', code: 'FILE-MISSING' },
    ],
  });
});

describe('choices', () => {
  const colours = ['red', 'blue'] as const;
  test.each([
    [{ c: 'red' }, { ok: true, value: 'red' }],
    [{}, { ok: true, value: null }],
    [{ c: ['blue', 'red'] }, { ok: true, value: 'blue' }],
  ])('one: %j', (body, expected) => {
    expect(read(body, (form) => form.choice('c', colours))).toEqual(expected);
  });

  test.each(['green', 'toString', '__proto__', 'constructor'])('“%s”, which was not offered, is refused', (c) => {
    expect(message({ c }, (form) => form.choice('c', colours))).toBe('Выберите один из предложенных вариантов');
    expect(message({ c: ['red', c] }, (form) => form.choices('c', colours))).toBe('Выберите из предложенных вариантов');
  });

  test('a required one', () => {
    expect(message({}, (form) => form.choice('c', colours, { required: 'Выберите цвет' }))).toBe('Выберите цвет');
    expect(message({}, (form) => form.choices('c', colours, { required: 'Выберите цвета' }))).toBe('Выберите цвета');
  });

  test('several: in the order offered, each once', () => {
    expect(read({ c: ['blue', 'red', 'blue', ''] }, (form) => form.choices('c', colours))).toEqual({
      ok: true,
      value: ['red', 'blue'],
    });
  });

  test.each([
    [{ a: 'yes' }, true],
    [{ a: ['0', 'yes'] }, true],
    [{ a: '0' }, false],
    [{ a: '' }, false],
    [{}, false],
  ])('a box: %j → %s', (body, value) => {
    expect(read(body, (form) => form.checkbox('a'))).toEqual({ ok: true, value });
  });
});

const date = (day: string, month: string, year: string) => ({ 'd-day': day, 'd-month': month, 'd-year': year });

describe('dates', () => {
  test.each([
    [date('7', '3', '2021'), '2021-03-07'],
    [date(' 29 ', '02', '2024'), '2024-02-29'],
    [date('29', '2', '2000'), '2000-02-29'],
    [date('', '', ''), null],
  ])('%j → %s', (body, value) => {
    expect(read(body, (form) => form.date('d'))).toEqual({ ok: true, value });
  });

  test.each([
    [date('', '', ''), 'd', 'Укажите дату'],
    [date('', '3', '2021'), 'd', 'Укажите день'],
    [date('7', '', '2021'), 'd-month', 'Укажите месяц'],
    [date('7', '3', ''), 'd-year', 'Укажите год'],
    [date('7', '3', '21'), 'd-year', 'Год пишется четырьмя цифрами, например 1985'],
    [date('7', '13', '2021'), 'd-month', 'Месяц — число от 1 до 12'],
    [date('32', '3', '2021'), 'd', 'День — число от 1 до 31'],
    [date('0', '3', '2021'), 'd', 'День — число от 1 до 31'],
    [date('1e1', '3', '2021'), 'd', 'День — число от 1 до 31'],
    [date('31', '4', '2021'), 'd', 'Такого дня нет: в этом месяце 30 дней'],
    [date('29', '2', '1900'), 'd', 'Такого дня нет: в этом месяце 28 дней'],
    [date('1', '1', '1899'), 'd', 'Дата слишком ранняя'],
    [date('21', '11', '2026'), 'd', 'Дата ещё не наступила'],
  ])('%j is refused', (body, field, words) => {
    const bounds = {
      min: { date: '1900-01-01', message: 'Дата слишком ранняя' },
      max: { date: '2026-11-20', message: 'Дата ещё не наступила' },
    };
    const result = read(body, (form) => form.date('d', { required: 'Укажите дату', ...bounds }));
    expect(result).toMatchObject({ ok: false, errors: [{ field, message: words }] });
  });
});

// A reader that looks for the end from everywhere would need hours for so much; the limit of a test is half a minute.
test.each([' ', '\t', ' \n', '\u00A0', '\u202E'])('5 MB of %j are read at one go', (sign) => {
  const result = read({ t: `a${sign.repeat(5_000_000 / sign.length)}x` }, (form) => form.multiline('t'));
  expect(result).toHaveProperty('ok');
});

describe('numbers, checked values, secrets', () => {
  test.each([
    ['42', 42],
    ['1 000', 1000],
    ['', null],
  ])('the integer %j is %s', (n, value) => {
    expect(read({ n }, (form) => form.integer('n'))).toEqual({ ok: true, value });
  });

  test.each([
    ['1.5', 'Укажите целое число'],
    ['1e3', 'Укажите целое число'],
    ['99999999999999999', 'Укажите целое число'],
    ['-1', 'Число не может быть меньше 0'],
    ['11', 'Число не может быть больше 10'],
    ['', 'Укажите число'],
  ])('the integer %j is refused', (n, words) => {
    expect(message({ n }, (form) => form.integer('n', { required: 'Укажите число', max: 10 }))).toBe(words);
  });

  test('a checked value comes normalised, or with the words of its check', () => {
    expect(read({ s: '112-233-445 95' }, (form) => form.checked('s', checkSnils))).toEqual({
      ok: true,
      value: '11223344595',
    });
    expect(message({ s: '112-233-445 96' }, (form) => form.checked('s', checkSnils))).toMatch(/^В СНИЛС ошибка/);
    expect(message({}, (form) => form.checked('s', checkSnils, { required: 'Укажите СНИЛС' }))).toBe('Укажите СНИЛС');
    expect(read({}, (form) => form.checked('s', checkSnils))).toEqual({ ok: true, value: null });
  });

  test('a password keeps its spaces, a code loses them', () => {
    expect(read({ p: ' па роль ' }, (form) => form.secret('p'))).toEqual({ ok: true, value: ' па роль ' });
    expect(read({ c: ' 123 456 ' }, (form) => form.secret('c', { spaces: false }))).toEqual({
      ok: true,
      value: '123456',
    });
  });

  test('a password of nothing but spaces is none', () => {
    const required = 'Введите пароль';
    expect(read({ p: ' \u00A0\u2003 ' }, (form) => form.secret('p', { required }))).toMatchObject({
      ok: false,
      errors: [{ field: 'p', message: required }],
    });
  });

  test.each([{}, { revision: '' }, { revision: '-1' }, { revision: '1.0' }, { revision: ['x'] }])(
    'a page without its revision is broken: %j',
    (body) => {
      expect(() => readForm(body).revision()).toThrow('HTTP-BAD-REQUEST');
      expect(readForm({ revision: '12' }).revision()).toBe(12);
    },
  );
});

describe('hostile bodies', () => {
  test('reach neither prototypes nor inherited names', () => {
    const body = JSON.parse('{"__proto__": {"name": "x"}, "constructor": {"prototype": {"name": "x"}}}') as object;
    const result = read(body, (form) => [form.text('name'), form.text('toString'), form.text('__proto__')]);
    expect(result).toEqual({ ok: true, value: ['', '', ''] });
    expect(({} as Record<string, unknown>).name).toBeUndefined();
  });

  test('of any shape give a value or mistakes, never a throw', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true }),
        fc.dictionary(fc.constantFrom('a', 'b', 'd-day', 'd-month', 'd-year'), fc.anything()),
        (any, fields) => {
          for (const body of [any, fields]) {
            const result = read(body, (form) => {
              form.text('a');
              form.multiline('b');
              form.date('d');
              form.choices('a', ['x']);
              form.integer('b');
            });
            expect(result.ok || result.errors.length > 0).toBe(true);
          }
        },
      ),
    );
  });
});
