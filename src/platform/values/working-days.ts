import { addDays, addMonths, dayNumber, weekday, type IsoDate } from './date.ts';
import { counted } from './plural.ts';
import { PRODUCTION_CALENDAR, type CalendarLayer } from './production-calendar.ts';
import { dateIn, endOfDay } from './time.ts';

/** A term as a service definition states it. */
export type Term = Readonly<{ amount: number; unit: 'working-days' | 'calendar-days' | 'months' }>;

/** Holidays with a fixed date (ТК РФ, art. 112): for years that no decree has settled yet. */
const FIXED_HOLIDAYS = ['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08'].concat([
  '02-23',
  '03-08',
  '05-01',
  '05-09',
  '06-12',
  '11-04',
]);
const NO_LAYER: CalendarLayer = { off: [], worked: [] };
const settled = new Map(
  PRODUCTION_CALENDAR.map(({ year, off, worked }) => [year, { off: new Set(off), worked: new Set(worked) }]),
);

/**
 * Whether a day is worked. The regional layer (own holidays, or corrections of a preliminary year) goes before the country's
 * calendar; years outside the table follow the Labour Code without transfers.
 */
export function isWorkingDay(date: IsoDate, layer: CalendarLayer = NO_LAYER): boolean {
  if (layer.off.includes(date)) return false;
  if (layer.worked.includes(date)) return true;
  const year = settled.get(Number(date.slice(0, 4)));
  const weekend = weekday(date) > 5;
  if (!year) return !weekend && !FIXED_HOLIDAYS.includes(date.slice(5)) && !isMovedHoliday(date);
  return weekend ? year.worked.has(date) : !year.off.has(date);
}

/** Whether the calendar of that year may still change: unknown transfers, or no table at all. */
export function isPreliminaryYear(year: number): boolean {
  return PRODUCTION_CALENDAR.find((one) => one.year === year)?.preliminary ?? true;
}

/** The `amount`-th working day after a date (before it when negative); 0 is the date itself, worked or not. */
export function addWorkingDays(date: IsoDate, amount: number, layer: CalendarLayer = NO_LAYER): IsoDate {
  const step = amount < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(amount); left > 0;) {
    day = addDays(day, step);
    if (isWorkingDay(day, layer)) left -= 1;
  }
  return day;
}

/** The date itself when it is worked, else the next working day. */
export function nextWorkingDay(date: IsoDate, layer: CalendarLayer = NO_LAYER): IsoDate {
  return isWorkingDay(date, layer) ? date : addWorkingDays(date, 1, layer);
}

/** Working days after `from` up to and including `to`: undoes `addWorkingDays`. Negative when `to` is earlier. */
export function workingDaysBetween(from: IsoDate, to: IsoDate, layer: CalendarLayer = NO_LAYER): number {
  if (to < from) return -workingDaysBetween(to, from, layer);
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  let count = workedUntil(to, layer) - workedUntil(from, layer);
  for (let year = first; year < last; year += 1)
    count += workedUntil(`${String(year).padStart(4, '0')}-12-31` as IsoDate, layer);
  return count;
}

type Sums = Map<number, readonly number[]>;
const sumsOfLayers = new WeakMap<CalendarLayer, Sums>();

/** Working days of its year up to and including a day. Queues count such days by the dozen, so each year is gone through once. */
function workedUntil(date: IsoDate, layer: CalendarLayer): number {
  const year = Number(date.slice(0, 4));
  let sums = sumsOfLayers.get(layer);
  if (sums === undefined) sumsOfLayers.set(layer, (sums = new Map()));
  let ofYear = sums.get(year);
  if (ofYear === undefined) sums.set(year, (ofYear = sumsOf(`${date.slice(0, 4)}-01-01` as IsoDate, layer)));
  return ofYear[dayNumber(date) - dayNumber(`${date.slice(0, 4)}-01-01` as IsoDate)] ?? 0;
}

function sumsOf(first: IsoDate, layer: CalendarLayer): readonly number[] {
  let count = 0;
  return Array.from({ length: 366 }, (_, at) => (count += isWorkingDay(addDays(first, at), layer) ? 1 : 0));
}

/**
 * The last moment of a term, UTC ms: end of its last day in the zone. It runs from the day after `start` (UTC ms; ГК РФ,
 * art. 191); a term in calendar days or months that would end on a day off ends on the next working day (art. 193).
 */
export function deadline(start: number, term: Term, zone: string, layer: CalendarLayer = NO_LAYER): number {
  const first = dateIn(start, zone);
  if (term.unit === 'working-days') return endOfDay(addWorkingDays(first, term.amount, layer), zone);
  const last = term.unit === 'months' ? addMonths(first, term.amount) : addDays(first, term.amount);
  return endOfDay(nextWorkingDay(last, layer), zone);
}

/** «10 рабочих дней», «45 календарных дней», «2 месяца»; hard space after the number. */
export function formatTerm({ amount, unit }: Term): string {
  if (unit === 'months') return counted(amount, 'месяц', 'месяца', 'месяцев');
  if (unit === 'working-days') return counted(amount, 'рабочий день', 'рабочих дня', 'рабочих дней');
  return counted(amount, 'календарный день', 'календарных дня', 'календарных дней');
}

/** A holiday on a weekend (January's apart) gives the next day that is neither. */
function isMovedHoliday(date: IsoDate): boolean {
  if (weekday(date) !== 1) return false;
  return [addDays(date, -1), addDays(date, -2)].some(
    (day) => FIXED_HOLIDAYS.includes(day.slice(5)) && !day.includes('-01-'),
  );
}
