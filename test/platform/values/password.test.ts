import { expect, test } from '@jest/globals';
import { inLatinLayout, inRussianLayout, transliterate } from '../../../src/platform/values/keyboard.ts';
import { isStrong, passwordAdvice, passwordProblems } from '../../../src/platform/values/password.ts';

const SHORT = 'Нужно не меньше 8 знаков';
const LOWER = 'Добавьте маленькую букву';
const UPPER = 'Добавьте большую букву';
const DIGIT = 'Добавьте цифру';
const SPECIAL = 'Добавьте знак вроде ! или №';
const TRIPLE = 'Не повторяйте один знак три раза подряд';
const RUN = 'Не ставьте рядом четыре знака по порядку, как 1234, abcd или йцук';
const COMMON = 'Не стройте пароль на частом слове или имени';
const OWN = 'Не используйте свои данные: имя, дату рождения, телефон, почту';

const rules = {
  minLength: 8,
  ownData: ['Смирнова', 'Анна', '2001-02-03', '+79000000001', 'a.smirnova@mail.example.ru', '4412345678'],
  forbiddenWords: ['Костромская', 'Кабинет'],
};
const problems = (password: string) => passwordProblems(password, rules);

test.each([
  'Вишня-в-Цвету-7',
  'rG7!kw2Q',
  'Xj9#mQ4z',
  'Жук;Гвоздь4',
  'Пять вагонов 5!',
  'Мой старый пароль был хуже, 1!',
])('«%s» is accepted', (password) => {
  expect(problems(password)).toEqual([]);
});

test.each([
  ['', [SHORT, LOWER, UPPER, DIGIT, SPECIAL]],
  ['rG7!kw2', [SHORT]],
  ['RG7!KW2Q', [LOWER]],
  ['rg7!kw2q', [UPPER]],
  ['rGf!kwdQ', [DIGIT]],
  ['rG7 kw2Q', [SPECIAL]],
  ['rG7!!!w2Q', [TRIPLE]],
  ['rG!7kw1234', [RUN]],
  ['rG!7kw4321', [RUN]],
  ['rG!7kDcBa', [RUN]],
  ['7!wЙцуКs', [RUN]],
  ['7!wdsaF9k', []],
  ['7!wQwErs9', [RUN]],
  ['7!рОлдТы9', [RUN]],
  ['Ж7!щгдеж', [RUN]],
])('«%s»: %j', (password, expected) => {
  expect(problems(password)).toEqual(expected);
});

test.each([
  'Password7!',
  'P@ssw0rd7!',
  'Пароль7!кот',
  'Gfhjkm7!k',
  'Parol7!kz',
  'Сергей-71!',
  'Кабинет-44!',
  'Rjcnhjvcrfz4!',
])('«%s» stands on a common or forbidden word', (password) => {
  expect(problems(password)).toEqual([COMMON]);
});

test.each(['Смирнова!7к', 'xSmirnova!7', 'Cvbhyjdf!7', 'Кот-03.02.2001', 'Кот-2001-!Ы', 'Кот!0000001', 'Кот!345678-'])(
  '«%s» gives away own data',
  (password) => {
    expect(problems(password)).toContain(OWN);
  },
);

test('no message repeats the password', () => {
  for (const message of problems('Qwerty111')) expect(message).not.toMatch(/qwerty|111/i);
});

test('short names and common parts of addresses are nobody’s secret', () => {
  const own = { minLength: 8, ownData: ['Ян', 'Ли', 'yan@mail.ru', '12'] };
  expect(passwordProblems('Январь!-7-mail-ЛиПа', own)).not.toContain(OWN);
});

test('twelve characters and more are strong', () => {
  expect([isStrong('Вишня-Цвет7'), isStrong('Вишня-в-Цвету-7')]).toEqual([false, true]);
});

test('layouts and Latin spellings', () => {
  expect(inLatinLayout('пароль')).toBe('gfhjkm');
  expect(inRussianLayout('gfhjkm')).toBe('пароль');
  expect(transliterate('щука юлия жанна')).toBe('schuka yuliya zhanna');
});

test('what is to be added is said in one sentence', () => {
  expect(passwordAdvice([LOWER, UPPER, SPECIAL, RUN])).toBe(
    `Добавьте маленькую букву, большую букву и знак вроде ! или №. ${RUN}`,
  );
  expect(passwordAdvice([SHORT, DIGIT])).toBe(`${DIGIT}. ${SHORT}`);
  expect(passwordAdvice([])).toBe('');
});
