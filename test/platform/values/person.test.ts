import { expect, test } from '@jest/globals';
import {
  checkDepartmentCode,
  checkPassport,
  checkPassportIssueDate,
  checkPassportNumber,
  checkPassportSeries,
  formatDepartmentCode,
  formatPassport,
  passportValidUntil,
} from '../../../src/platform/values/passport.ts';
import {
  callName,
  checkPersonName,
  fullName,
  otherAlphabet,
  shortName,
} from '../../../src/platform/values/person-name.ts';

test.each([
  ['  Лебедев ', 'Лебедев'],
  ['Римский — Корсаков', 'Римский-Корсаков'],
  ['Д’Артаньян', "Д'Артаньян"],
  ['Мамед  оглы', 'Мамед оглы'],
  ['O’Neil', "O'Neil"],
  ['Әхмәтҗан', 'Әхмәтҗан'],
  ['Ёлкина\u200B', 'Ёлкина'],
  ['И\u0306ота', 'Йота'],
])('the name «%s» is kept as «%s»', (typed, value) => {
  expect(checkPersonName(typed, 'lastName')).toEqual({ ok: true, value });
});

test.each([
  ['', 'Введите фамилию'],
  ['Лебедев2', 'Фамилия: цифр быть не должно'],
  ['Лебедев_С', 'Фамилия: можно только буквы, дефис, апостроф и пробел'],
  ['<b>', 'Фамилия: можно только буквы, дефис, апостроф и пробел'],
  ['-Лебедев', 'Фамилия: проверьте дефисы и апострофы'],
  ['Лебедев--Орлов', 'Фамилия: проверьте дефисы и апострофы'],
  ['Лeбедев', 'Фамилия: в слове «Лeбедев» русские буквы смешаны с латинскими'],
  ['я'.repeat(101), 'Фамилия: не длиннее 100 знаков'],
])('the name «%s» is refused: %s', (typed, message) => {
  expect(checkPersonName(typed, 'lastName')).toEqual({ ok: false, message });
});

test('parts of a name share an alphabet', () => {
  expect(otherAlphabet({ lastName: 'Тихонова', firstName: 'Галина', patronymic: null })).toEqual([]);
  expect(otherAlphabet({ lastName: "O'Neill", firstName: 'Mary' })).toEqual([]);
  expect(otherAlphabet({ lastName: 'Тихонова', firstName: 'Galina', patronymic: 'Ивановна' })).toEqual([
    { part: 'firstName', message: 'Имя: буквы здесь латинские, а в фамилии русские. Проверьте раскладку' },
  ]);
  expect(otherAlphabet({ lastName: 'Ivanova', firstName: 'Anna', patronymic: 'Ивановна' })).toMatchObject([
    { part: 'patronymic' },
  ]);
});

test('names are joined for papers, lists and greetings; отчество may be absent', () => {
  const sergey = { lastName: 'Лебедев', firstName: 'Сергей', patronymic: 'Анатольевич' };
  expect(fullName(sergey)).toBe('Лебедев Сергей Анатольевич');
  expect(shortName(sergey)).toBe('Лебедев\u00A0С.\u00A0А.');
  expect(callName(sergey)).toBe('Сергей Лебедев');
  expect(shortName({ lastName: 'Орлов', firstName: 'Николай', patronymic: null })).toBe('Орлов\u00A0Н.');
});

test('passport numbers and department codes', () => {
  expect(checkPassportSeries('44 12')).toEqual({ ok: true, value: '4412' });
  expect(checkPassportNumber('345678')).toEqual({ ok: true, value: '345678' });
  expect(checkPassport('44 12 № 345678')).toEqual({ ok: true, value: '4412345678' });
  expect(formatPassport('4412345678')).toBe('44 12 345678');
  expect(checkDepartmentCode('440–001')).toEqual({ ok: true, value: '440001' });
  expect(formatDepartmentCode('440001')).toBe('440-001');
  for (const bad of ['', '0012', '441', '44a2']) expect(checkPassportSeries(bad).ok).toBe(false);
  for (const bad of ['', '000000', '12345', '1234567']) expect(checkPassportNumber(bad).ok).toBe(false);
  for (const bad of ['', '000-000', '44-001']) expect(checkDepartmentCode(bad).ok).toBe(false);
});

test('a passport is issued from 14 and replaced at 20 and 45 with 90 days of grace', () => {
  expect(passportValidUntil('2015-03-01', '2001-02-03')).toBe('2021-05-04');
  expect(passportValidUntil('2021-02-03', '2001-02-03')).toBe('2046-05-04');
  expect(passportValidUntil('2046-02-03', '2001-02-03')).toBeNull();
  expect(checkPassportIssueDate('2021-03-01', '2001-02-03', '2026-11-20').ok).toBe(true);
  expect(checkPassportIssueDate('2015-03-01', '2001-02-03', '2021-05-04').ok).toBe(true);
  expect(checkPassportIssueDate('2015-03-01', '2001-02-03', '2021-05-05')).toEqual({
    ok: false,
    message: 'Этот паспорт действовал до 04.05.2021. Введите данные нового паспорта',
  });
  expect(checkPassportIssueDate('2015-02-02', '2001-02-03', '2016-01-01')).toMatchObject({
    message: expect.stringContaining('с 14 лет'),
  });
  expect(checkPassportIssueDate('2026-11-21', '1980-02-03', '2026-11-20').ok).toBe(false);
  expect(checkPassportIssueDate('1996-11-21', '1950-02-03', '2026-11-20').ok).toBe(false);
});
