import { expect, test } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import { formatFileSize } from '../../../src/platform/values/file-size.ts';
import { checkMoney, formatMoney } from '../../../src/platform/values/money.ts';
import { counted, plural } from '../../../src/platform/values/plural.ts';
import { searchText, searchWords } from '../../../src/platform/values/search-text.ts';

test('sums are shown with hard spaces and kopecks only where there are any', () => {
  expect(formatMoney(500_000)).toBe('5\u00A0000\u00A0₽');
  expect(formatMoney(50)).toBe('0,50\u00A0₽');
  expect(formatMoney(-123_456_789)).toBe('\u22121\u00A0234\u00A0567,89\u00A0₽');
});

test('every sum that is shown can be typed back', () => {
  assert(
    property(integer({ min: 1, max: 1_000_000_000_000 }), (kopecks) => {
      expect(checkMoney(formatMoney(kopecks))).toEqual({ ok: true, value: kopecks });
    }),
  );
});

test('sums are read as people write them, and refused where they could mean two things', () => {
  expect(checkMoney('5000,5 руб.')).toEqual({ ok: true, value: 500_050 });
  expect(checkMoney('1200.50')).toEqual({ ok: true, value: 120_050 });
  for (const bad of ['', '0', '-5', '1.000', '1,000.50', 'сто', '1e5', '99999999999999'])
    expect(checkMoney(bad).ok).toBe(false);
});

test.each([
  [1, 'день'],
  [2, 'дня'],
  [5, 'дней'],
  [11, 'дней'],
  [14, 'дней'],
  [21, 'день'],
  [112, 'дней'],
  [122, 'дня'],
  [0, 'дней'],
  [1.5, 'дня'],
])('%d takes «%s»', (n, word) => {
  expect(plural(n, 'день', 'дня', 'дней')).toBe(word);
});

test('counted puts the number before the word', () => {
  expect(counted(1204, 'файл', 'файла', 'файлов')).toBe('1\u00A0204\u00A0файла');
});

test.each([
  [0, '0\u00A0байт'],
  [1023, '1023\u00A0байт'],
  [640 * 1024, '640\u00A0КБ'],
  [1_258_291, '1,2\u00A0МБ'],
  [5 * 1024 * 1024, '5\u00A0МБ'],
  [1024 * 1024 - 1, '1\u00A0МБ'],
  [3 * 1024 ** 3, '3\u00A0ГБ'],
])('%d bytes are «%s»', (bytes, text) => {
  expect(formatFileSize(bytes)).toBe(text);
});

test('texts are equal for searching whatever their case, ё, forms and spaces', () => {
  expect(searchText('  Ёлка\u00A0и  ЕЛКА\u00AD ')).toBe('елка и елка');
  expect(searchWords('Субсидия на ЖКУ, 2026-й год')).toEqual(['субсидия', 'на', 'жку', '2026', 'й', 'год']);
  expect(searchWords('…')).toEqual([]);
});
