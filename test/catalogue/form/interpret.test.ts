import { describe, expect, test } from '@jest/globals';
import type { Entered } from '../../../src/features/catalogue/form/answers.ts';
import { enteredFrom, linesOf } from '../../../src/features/catalogue/form/entry.ts';
import { interpret } from '../../../src/features/catalogue/form/interpret.ts';
import { allFields } from '../../../src/features/catalogue/definition/outline.ts';
import { withFields } from '../samples.ts';

const words = { errors: { missing: 'Ответьте' } };

function field(json: object) {
  const [placed] = allFields(withFields({ id: 'q', label: 'Вопрос', ...words, ...json }));
  if (!placed) throw new Error('no field');
  return placed.field;
}

function read(json: object, entered: Entered, known: Record<string, unknown> = {}) {
  return interpret(field(json), entered, { today: '2026-11-20', lookup: (id) => known[id] });
}

const day = (text: string) => {
  const [d = '', m = '', y = ''] = text.split(' ');
  return { day: d, month: m, year: y };
};
const options = [
  { value: 'a', label: 'Первый' },
  { value: 'b', label: 'Второй' },
  { value: 'c', label: 'Третий' },
];

describe('accepts and brings to one form', () => {
  test.each<[string, object, Entered, unknown]>([
    ['text', { type: 'text' }, '  ул.   Лесная ', 'ул. Лесная'],
    ['lines', { type: 'multiline' }, ' раз\r\nдва ', 'раз\nдва'],
    // What is signed is the PDF, which shows none of these: the official must not read another text on the screen.
    [
      'lines without marks that nobody sees',
      { type: 'multiline' },
      'за \u202E002\u202C\u200B руб.\u0007 \n ',
      'за 002 руб.',
    ],
    ['a fraction', { type: 'number', decimals: 1 }, '3,5', 3.5],
    ['a sum', { type: 'money' }, '12 000,50', 1200050],
    ['a year', { type: 'year', min: 1917, max: 'today' }, '1998', 1998],
    ['a date', { type: 'date' }, day('7 3 2021'), '2021-03-07'],
    ['an option', { type: 'choice', options }, 'b', 'b'],
    ['several options in their own order', { type: 'choices', options }, ['c', 'a'], ['a', 'c']],
    ['a tick', { type: 'checkbox' }, 'yes', true],
    ['a name', { type: 'name', part: 'lastName' }, 'Ким — Ли', 'Ким-Ли'],
    ['СНИЛС', { type: 'snils' }, '112-233-445 95', '11223344595'],
    ['ИНН of a person', { type: 'inn', of: 'person' }, '500100732259', '500100732259'],
    ['ИНН of an organisation', { type: 'inn', of: 'organisation' }, '7707083893', '7707083893'],
    ['ОГРН', { type: 'ogrn' }, '1027700132195', '1027700132195'],
    ['КПП', { type: 'kpp' }, '770701001', '770701001'],
    ['a phone', { type: 'phone' }, '8 (900) 000-00-01', '+79000000001'],
    ['an address of mail', { type: 'email' }, 'Anna@Example.ru', 'anna@example.ru'],
    [
      'a postal address',
      { type: 'address' },
      '156000, Кострома,  ул. Советская, 1',
      '156000, Кострома, ул. Советская, 1',
    ],
    ['a number with its unit', { type: 'number', decimals: 2, unit: 'м²' }, '54,3 м2', 54.3],
    ['a number with its unit in words', { type: 'number', decimals: 2, unit: 'м²' }, '54,3 Кв. м.', 54.3],
    ['a passport', { type: 'passport' }, '3412 567890', '3412567890'],
    ['a department', { type: 'department-code' }, '440-001', '440001'],
    ['a cadastral number', { type: 'cadastral' }, '44:27:040206:123', '44:27:040206:123'],
    ['a plate in either alphabet', { type: 'plate' }, 'a123bc 44', 'А123ВС44'],
    ['a postal index', { type: 'postal-index' }, '156000', '156000'],
  ])('%s', (_name, json, entered, value) => {
    expect(read(json, entered)).toEqual({ ok: true, value });
  });

  test('an optional question left blank', () => {
    expect(read({ type: 'text', required: false }, '  ')).toEqual({ ok: true, value: undefined });
    expect(read({ type: 'date', required: false }, day(''))).toEqual({ ok: true, value: undefined });
  });
});

describe('refuses in words', () => {
  test.each<[string, object, Entered, string | RegExp]>([
    ['nothing entered', { type: 'text' }, ' ', 'Ответьте'],
    ['no option', { type: 'choices', options }, [], 'Ответьте'],
    ['too short a text', { type: 'text', minLength: 5 }, 'дом', 'Напишите подробнее: нужно хотя бы 5 знаков'],
    ['too long a text', { type: 'text', maxLength: 5 }, 'дорога', 'Сократите ответ: сейчас 6 знаков, можно до 5'],
    ['letters for a number', { type: 'number' }, 'пять', 'Напишите только целое число, цифрами'],
    ['another unit', { type: 'number', decimals: 1, unit: 'м' }, '50 см', /^Напишите только число/],
    ['a fraction for a whole number', { type: 'number' }, '2,5', 'Напишите целое число'],
    ['a number outside its limits', { type: 'number', min: 2, max: 20 }, '24', 'Введите число от 2 до 20'],
    ['a number below', { type: 'number', min: 2 }, '1', 'Введите не меньше 2'],
    ['a sum above', { type: 'money', max: 10000 }, '200', 'Введите не больше 100 ₽'],
    ['no sum at all', { type: 'money' }, 'много', /^Сумма пишется цифрами/],
    ['a year of two digits', { type: 'year' }, '98', 'Год пишется четырьмя цифрами, например 1998'],
    ['a year to come', { type: 'year', min: 1917, max: 'today' }, '2030', 'Введите год от 1917 до 2026'],
    ['a day that is not there', { type: 'date' }, day('31 2 2020'), /^Такой даты нет/],
    ['a date without its year', { type: 'date' }, { day: '1', month: '2', year: '' }, 'Введите год'],
    ['a date to come', { type: 'date', max: 'today' }, day('21 11 2026'), 'Эта дата ещё не наступила. Проверьте её'],
    ['a date too early', { type: 'date', min: 'today+1d' }, day('20 11 2026'), 'Введите дату не раньше 21.11.2026'],
    ['a date too late', { type: 'date', max: 'today+1y' }, day('21 11 2027'), 'Введите дату не позже 20.11.2027'],
    ['an option that is not offered', { type: 'choice', options }, 'z', 'Выберите один из вариантов'],
    [
      'an option among others that is not offered',
      { type: 'choices', options },
      ['a', 'z'],
      'Отметьте подходящие варианты',
    ],
    ['too many options', { type: 'choices', options, max: 2 }, ['a', 'b', 'c'], 'Отметьте не больше чем 2 варианта'],
    ['a wrong СНИЛС', { type: 'snils' }, '112-233-445 96', /^В СНИЛС ошибка/],
    ['ИНН of the other kind', { type: 'inn', of: 'person' }, '7707083893', /^Это ИНН организации/],
    ['ОГРНИП for ОГРН', { type: 'ogrn', of: 'organisation' }, '304500116000157', /ОГРНИП/],
    ['a wrong phone', { type: 'phone' }, '123', /номера/],
    ['a wrong address of mail', { type: 'email' }, 'anna', /@/],
    ['too short a postal address', { type: 'address' }, 'Москва', 'Напишите подробнее: нужно хотя бы 10 знаков'],
    ['half a passport', { type: 'passport' }, '3412', 'Серия и номер паспорта вместе состоят из 10 цифр'],
    [
      'an unfinished cadastral number',
      { type: 'cadastral' },
      '44:27:040206:',
      /^Кадастровый номер пишется через двоеточие/,
    ],
    ['a plate of zeros', { type: 'plate' }, 'А000АА44', 'Номер машины выглядит так: А123ВС44'],
    ['a letter in an index', { type: 'postal-index' }, '15600О', /6 цифр/],
  ])('%s', (_name, json, entered, message) => {
    const result = read(json, entered);
    const said = result.ok ? '' : result.message.replace(/\u00A0/g, ' ');
    expect(said).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });

  test('whatever is wrong in the words of the definition', () => {
    expect(read({ type: 'number', max: 3, errors: { missing: 'Ответьте', wrong: 'Не больше трёх' } }, '9')).toEqual({
      ok: false,
      message: 'Не больше трёх',
    });
  });

  test('kinds that know what to ask need no words of the definition', () => {
    expect(read({ type: 'snils', errors: {} }, '')).toEqual({
      ok: false,
      message: 'Введите СНИЛС: 11 цифр, например 112-233-445 95',
    });
    expect(read({ type: 'address', errors: {} }, '')).toEqual({ ok: false, message: 'Введите адрес' });
    expect(read({ type: 'plate', errors: {} }, '')).toEqual({
      ok: false,
      message: 'Введите номер машины, например А123ВС44',
    });
  });
});

test('an end does not come before its beginning', () => {
  const dates = withFields(
    { type: 'date', id: 'from', label: 'С', ...words },
    { type: 'date', id: 'to', label: 'По', notBefore: 'from', ...words },
  );
  const [, to] = allFields(dates);
  const end = to?.field ?? field({ type: 'text' });
  const scope = (from: unknown) => ({ today: '2026-11-20' as const, lookup: () => from });
  expect(interpret(end, day('1 3 2026'), scope('2026-03-02'))).toEqual({
    ok: false,
    message: 'Введите дату не раньше 02.03.2026',
  });
  expect(interpret(end, day('2 3 2026'), scope('2026-03-02'))).toEqual({ ok: true, value: '2026-03-02' });
  expect(interpret(end, day('2 3 2026'), scope(undefined))).toMatchObject({ ok: true });
});

test('an account is checked against its БИК, and by shape alone while that is unknown', () => {
  const [, account] = allFields(
    withFields({ type: 'bik', id: 'bik', label: 'БИК' }, { type: 'account', id: 'account', label: 'Счёт', bik: 'bik' }),
  );
  const asked = account?.field ?? field({ type: 'text' });
  const scope = (bik: unknown) => ({ today: '2026-11-20' as const, lookup: () => bik });
  expect(interpret(asked, '40817810099910004312', scope('044525225'))).toMatchObject({
    ok: false,
    message: expect.stringMatching(/^Счёт не подходит к БИК/),
  });
  expect(interpret(asked, '4081 7810 0999 1000 4312', scope(undefined))).toEqual({
    ok: true,
    value: '40817810099910004312',
  });
  expect(interpret(asked, '123', scope(undefined))).toEqual({
    ok: false,
    message: 'Расчётный счёт состоит из 20 цифр',
  });
});

describe('an answer is shown again', () => {
  test.each<[object, never, Entered, string[]]>([
    [{ type: 'date' }, '2021-03-07' as never, { day: '07', month: '03', year: '2021' }, ['07.03.2021']],
    [
      { type: 'date' },
      { day: '31', month: '2', year: '2020' } as never,
      { day: '31', month: '2', year: '2020' },
      ['31.2.2020'],
    ],
    [{ type: 'money' }, 1200050 as never, '12000,50', ['12\u00A0000,50\u00A0₽']],
    [{ type: 'money' }, 'много' as never, 'много', ['много']],
    [{ type: 'number', unit: 'м²', decimals: 1 }, 54.3 as never, '54,3', ['54,3\u00A0м²']],
    [{ type: 'year' }, 1998 as never, '1998', ['1998']],
    [{ type: 'snils' }, '11223344595' as never, '112-233-445 95', ['112-233-445 95']],
    [{ type: 'snils' }, '123' as never, '123', ['123']],
    [{ type: 'phone' }, '+79000000001' as never, '+7 900 000-00-01', ['+7 900 000-00-01']],
    [{ type: 'choice', options }, 'b' as never, 'b', ['Второй']],
    [{ type: 'choices', options }, ['a', 'c'] as never, ['a', 'c'], ['Первый', 'Третий']],
    [{ type: 'checkbox' }, true as never, 'yes', ['Да']],
    [{ type: 'multiline' }, 'раз\nдва' as never, 'раз\nдва', ['раз', 'два']],
    [{ type: 'email' }, 'wrong' as never, 'wrong', ['wrong']],
  ])('%j %j', (json, answer, entered, lines) => {
    expect(enteredFrom(field(json), answer)).toEqual(entered);
    expect(linesOf(field(json), answer)).toEqual(lines);
  });
});
