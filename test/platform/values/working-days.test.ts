import { expect, test } from '@jest/globals';
import { assert, integer, property } from 'fast-check';
import { addDays, isoFromDay, dayNumber, type IsoDate } from '../../../src/platform/values/date.ts';
import {
  addWorkingDays,
  deadline,
  formatTerm,
  isPreliminaryYear,
  isWorkingDay,
  nextWorkingDay,
  workingDaysBetween,
} from '../../../src/platform/values/working-days.ts';

const MOSCOW = 'Europe/Moscow';
const workedIn = (year: number, month?: string) => {
  let count = 0;
  for (let day: IsoDate = `${year}-01-01` as IsoDate; day.startsWith(String(year)); day = addDays(day, 1)) {
    if ((month === undefined || day.slice(5, 7) === month) && isWorkingDay(day)) count += 1;
  }
  return count;
};

test('the years have as many working days as the published calendars', () => {
  expect([workedIn(2025), workedIn(2026), workedIn(2027)]).toEqual([247, 247, 249]);
  expect(['01', '02', '03', '04', '05', '06'].map((month) => workedIn(2026, month))).toEqual([15, 19, 21, 22, 19, 21]);
  expect([isPreliminaryYear(2026), isPreliminaryYear(2027), isPreliminaryYear(2031)]).toEqual([false, true, true]);
});

test('holidays, their transfers and the worked Saturday', () => {
  for (const off of [
    '2026-01-09',
    '2026-12-31',
    '2026-03-09',
    '2026-05-11',
    '2025-05-02',
    '2025-06-13',
    '2025-11-03',
  ] as const) {
    expect({ off, worked: isWorkingDay(off) }).toEqual({ off, worked: false });
  }
  for (const on of ['2025-11-01', '2026-01-12', '2026-02-24', '2026-11-20'] as const) {
    expect({ on, worked: isWorkingDay(on) }).toEqual({ on, worked: true });
  }
});

test('a year without a calendar follows the Labour Code: a holiday on a weekend moves on', () => {
  expect([isWorkingDay('2032-01-08'), isWorkingDay('2032-01-09')]).toEqual([false, true]);
  expect([isWorkingDay('2032-05-03'), isWorkingDay('2032-05-10')]).toEqual([false, false]);
  expect(isWorkingDay('2032-01-12')).toBe(true);
});

test('a regional layer goes before the calendar of the country', () => {
  const layer = { off: ['2026-11-20' as const], worked: ['2026-11-21' as const] };
  expect([isWorkingDay('2026-11-20', layer), isWorkingDay('2026-11-21', layer)]).toEqual([false, true]);
  expect(addWorkingDays('2026-11-19', 1, layer)).toBe('2026-11-21');
});

test('working days are counted from the day after, over holidays and the turn of the year', () => {
  expect(addWorkingDays('2026-12-30', 1)).toBe('2027-01-11');
  expect(addWorkingDays('2026-11-03', 1)).toBe('2026-11-05');
  expect(addWorkingDays('2026-11-20', 10)).toBe('2026-12-04');
  expect(addWorkingDays('2026-11-22', 0)).toBe('2026-11-22');
  expect(addWorkingDays('2026-11-23', -1)).toBe('2026-11-20');
  expect(nextWorkingDay('2026-11-21')).toBe('2026-11-23');
});

test('counting back undoes counting on', () => {
  const date = integer({ min: dayNumber('2025-01-01'), max: dayNumber('2029-12-31') }).map(isoFromDay);
  assert(
    property(date, integer({ min: 1, max: 90 }), (from, amount) => {
      const to = addWorkingDays(from, amount);
      expect(isWorkingDay(to)).toBe(true);
      expect(workingDaysBetween(from, to)).toBe(amount);
      expect(workingDaysBetween(to, from)).toBe(-amount);
    }),
  );
});

test('a term ends with the last moment of its last day in the zone', () => {
  const start = Date.UTC(2026, 10, 20, 20, 59);
  expect(deadline(start, { amount: 5, unit: 'working-days' }, MOSCOW)).toBe(Date.UTC(2026, 10, 27, 21) - 1);
  // One minute later it is already 21 November in Moscow.
  expect(deadline(start + 60_000, { amount: 1, unit: 'calendar-days' }, MOSCOW)).toBe(Date.UTC(2026, 10, 23, 21) - 1);
  expect(deadline(start, { amount: 1, unit: 'months' }, MOSCOW)).toBe(Date.UTC(2026, 11, 21, 21) - 1);
});

test('a term of calendar days that ends on a day off ends on the next working day', () => {
  expect(deadline(Date.UTC(2026, 11, 1, 9), { amount: 30, unit: 'calendar-days' }, MOSCOW)).toBe(
    Date.UTC(2027, 0, 11, 21) - 1,
  );
});

test('terms are said in words', () => {
  expect(formatTerm({ amount: 10, unit: 'working-days' })).toBe('10\u00A0рабочих дней');
  expect(formatTerm({ amount: 1, unit: 'calendar-days' })).toBe('1\u00A0календарный день');
  expect(formatTerm({ amount: 2, unit: 'months' })).toBe('2\u00A0месяца');
});
