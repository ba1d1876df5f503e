import { expect, test } from '@jest/globals';
import { assert, constantFrom, integer, property } from 'fast-check';
import {
  addDays,
  addMonths,
  ageOn,
  checkBirthDate,
  checkDate,
  checkDateParts,
  daysBetween,
  formatIsoDate,
  formatLongDate,
  isIsoDate,
  isoFromDay,
  weekday,
} from '../../../src/platform/values/date.ts';
import {
  clockIn,
  dateIn,
  endOfDay,
  formatDate,
  formatDateTime,
  formatTime,
  isTimeZone,
  startOfDay,
} from '../../../src/platform/values/time.ts';

const day = integer({ min: -36_000, max: 47_000 }).map(isoFromDay);

test.each(['20.11.2026', '20/11/2026', '20 11 2026', '20. 11. 2026 г.', '2026-11-20', ' 20.11.2026\u00A0'])(
  '«%s» is read',
  (typed) => {
    expect(checkDate(typed)).toEqual({ ok: true, value: '2026-11-20' });
  },
);

test.each([
  ['', 'Введите дату, например 20.11.2026'],
  ['20.11.26', 'Дата пишется так: 20.11.2026'],
  ['31.11.2026', 'Такой даты нет: в ноябре 2026 года 30 дней'],
  ['29.02.2026', 'Такой даты нет: в феврале 2026 года 28 дней'],
  ['11.20.2026', 'Месяц пишется числом от 1 до 12'],
  ['20.11.0206', 'Проверьте год: он пишется четырьмя цифрами, например 2026'],
])('the date «%s» is refused: %s', (typed, message) => {
  expect(checkDate(typed)).toEqual({ ok: false, message });
});

test('three fields say which of them is missing', () => {
  expect(checkDateParts({ day: '3', month: '2', year: '2001' })).toEqual({ ok: true, value: '2001-02-03' });
  expect(checkDateParts({ day: '', month: '', year: '' })).toMatchObject({
    message: 'Введите дату: день, месяц и год',
  });
  expect(checkDateParts({ day: '3', month: '', year: '' })).toMatchObject({ message: 'Введите месяц и год' });
  expect(checkDateParts({ day: '3', month: '2', year: '01' })).toMatchObject({
    message: expect.stringContaining('Год'),
  });
});

test('dates are shown and recognised', () => {
  expect(formatIsoDate('2026-11-20')).toBe('20.11.2026');
  expect(formatLongDate('2026-11-05')).toBe('5\u00A0ноября\u00A02026\u00A0г.');
  expect([isIsoDate('2026-02-28'), isIsoDate('2026-02-30'), isIsoDate('20.11.2026'), isIsoDate('2026-2-3')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect([weekday('2026-11-20'), weekday('2026-11-22'), weekday('1969-12-29')]).toEqual([5, 7, 1]);
});

test('days and months add up', () => {
  assert(
    property(day, integer({ min: -4000, max: 4000 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-03-31', -13)).toBe('2025-02-28');
  expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
});

test('age is full years; a birth cannot be ahead or beyond 120 years', () => {
  expect([ageOn('2001-11-20', '2026-11-19'), ageOn('2001-11-20', '2026-11-20')]).toEqual([24, 25]);
  expect([ageOn('2004-02-29', '2025-02-28'), ageOn('2004-02-29', '2025-03-01')]).toEqual([20, 21]);
  expect(checkBirthDate('2026-11-21', '2026-11-20').ok).toBe(false);
  expect(checkBirthDate('1900-01-01', '2026-11-20').ok).toBe(false);
  expect(checkBirthDate('2026-11-20', '2026-11-20').ok).toBe(true);
});

test('moments are shown in the zone of the deployment', () => {
  const ms = Date.UTC(2026, 10, 20, 21, 36, 59);
  expect(formatDateTime(ms, 'Europe/Moscow')).toBe('21.11.2026 00:36');
  expect(formatDate(ms, 'Europe/Kaliningrad')).toBe('20.11.2026');
  expect(formatTime(ms, 'Asia/Vladivostok')).toBe('07:36');
  expect(clockIn(ms, 'Europe/Moscow')).toEqual({ hour: 0, minute: 36 });
  expect(() => formatDate(ms, 'Nowhere/Land')).toThrow(RangeError);
  expect([isTimeZone('Asia/Kamchatka'), isTimeZone('Nowhere/Land'), isTimeZone('')]).toEqual([true, false, false]);
});

test('the zone agrees with Intl at any moment', () => {
  const zones = ['Europe/Moscow', 'Asia/Kamchatka', 'America/New_York', 'Asia/Kathmandu', 'UTC'];
  assert(
    property(integer({ min: 0, max: 4_000_000_000_000 }), constantFrom(...zones), (ms, zone) => {
      const said = new Intl.DateTimeFormat('ru-RU', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
        ms,
      );
      expect(said).toBe(`${formatDate(ms, zone)}, ${formatTime(ms, zone)}`);
    }),
  );
});

test('a day begins and ends where its neighbours do, also where clocks skip midnight', () => {
  const zones = [
    'Europe/Moscow',
    'Asia/Yekaterinburg',
    'America/New_York',
    'Africa/Cairo',
    'Asia/Beirut',
    'Pacific/Auckland',
  ];
  assert(
    property(integer({ min: 0, max: 25_000 }).map(isoFromDay), constantFrom(...zones), (date, zone) => {
      const start = startOfDay(date, zone);
      expect(dateIn(start, zone)).toBe(date);
      expect(dateIn(start - 1, zone) < date).toBe(true);
      expect(endOfDay(date, zone) + 1).toBe(startOfDay(addDays(date, 1), zone));
    }),
    { numRuns: 400 },
  );
  expect(startOfDay('2026-11-20', 'Europe/Moscow')).toBe(Date.UTC(2026, 10, 19, 21));
});
