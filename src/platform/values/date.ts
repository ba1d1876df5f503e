import { accept, compact, refuse, singleLine, type Checked } from './check.ts';

/** A day of the calendar without time or zone: «2026-11-20». Such texts sort as their days do. */
export type IsoDate = `${number}-${number}-${number}`;

const DAY = 86_400_000;
const MONTHS = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];
const IN_MONTH = [
  'январе',
  'феврале',
  'марте',
  'апреле',
  'мае',
  'июне',
  'июле',
  'августе',
  'сентябре',
  'октябре',
  'ноябре',
  'декабре',
];

/** Checks a typed date: «20.11.2026», «20/11/2026», «20 11 2026» or «2026-11-20». */
export function checkDate(text: string): Checked<IsoDate> {
  const typed = singleLine(text);
  if (typed === '') return refuse('Введите дату, например 20.11.2026');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso) return fromParts(iso[3] ?? '', iso[2] ?? '', iso[1] ?? '');
  const own = /^(\d{1,2})[.,/\s-]\s?(\d{1,2})[.,/\s-]\s?(\d{4})(?:\s?г\.?)?$/.exec(typed);
  if (!own) return refuse('Дата пишется так: 20.11.2026');
  return fromParts(own[1] ?? '', own[2] ?? '', own[3] ?? '');
}

/** Checks a date typed in three fields; says which of them is missing. */
export function checkDateParts(parts: Readonly<{ day: string; month: string; year: string }>): Checked<IsoDate> {
  const [day, month, year] = [compact(parts.day), compact(parts.month), compact(parts.year)];
  const missing = [day === '' && 'день', month === '' && 'месяц', year === '' && 'год'].filter(
    (word) => word !== false,
  );
  if (missing.length === 3) return refuse('Введите дату: день, месяц и год');
  if (missing.length > 0) return refuse(`Введите ${missing.join(' и ')}`);
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month))
    return refuse('День и месяц пишутся числами, например 20 и 11');
  if (!/^\d{4}$/.test(year)) return refuse('Год пишется четырьмя цифрами, например 2026');
  return fromParts(day, month, year);
}

/** Whether a text, say from a file, is an existing day in ISO form. */
export function isIsoDate(text: string): text is IsoDate {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isoFromDay(dayNumber(text as IsoDate)) === text;
}

/** «20.11.2026» from an ISO date. */
export function formatIsoDate(date: IsoDate): string {
  return `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
}

/** «20 ноября 2026 г.» from an ISO date, with hard spaces (U+00A0). */
export function formatLongDate(date: IsoDate): string {
  return `${Number(date.slice(8))}\u00A0${MONTHS[Number(date.slice(5, 7)) - 1]}\u00A0${date.slice(0, 4)}\u00A0г.`;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return isoFromDay(dayNumber(date) + days);
}

/** The same day of the month `months` later, or the last day of that month when it is shorter (ГК РФ, art. 192). */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return isoOf(year, month, Math.min(Number(date.slice(8)), daysIn(year, month)));
}

/** Days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Day of the week: 1 is Monday, 7 is Sunday. */
export function weekday(date: IsoDate): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1;
}

/** Full years on a day; one born on 29 February gets older on 1 March in common years. */
export function ageOn(birth: IsoDate, on: IsoDate): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Checks a date of birth that `checkDate` accepted: not after `today` and not more than 120 years before it. */
export function checkBirthDate(birth: IsoDate, today: IsoDate): Checked<IsoDate> {
  if (birth > today) return refuse('Дата рождения не может быть в будущем');
  if (ageOn(birth, today) > 120) return refuse('Проверьте год рождения: получается больше 120 лет');
  return accept(birth);
}

/** Days since 1 January 1970. */
export function dayNumber(date: IsoDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / DAY;
}

/** The date of a number of days since 1 January 1970; years 0001…9999. */
export function isoFromDay(day: number): IsoDate {
  return new Date(day * DAY).toISOString().slice(0, 10) as IsoDate;
}

function fromParts(day: string, month: string, year: string): Checked<IsoDate> {
  const [d, m, y] = [Number(day), Number(month), Number(year)];
  if (y < 1800 || y > 2200) return refuse('Проверьте год: он пишется четырьмя цифрами, например 2026');
  if (m < 1 || m > 12) return refuse('Месяц пишется числом от 1 до 12');
  const days = daysIn(y, m);
  if (d < 1 || d > days)
    return refuse(`Такой даты нет: в ${IN_MONTH[m - 1]} ${y} года ${days} ${days === 31 ? 'день' : 'дней'}`);
  return accept(isoOf(y, m, d));
}

function isoOf(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` as IsoDate;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
