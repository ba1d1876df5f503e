import { accept, refuse, type Checked } from '../../../platform/values/check.ts';
import { checkDateParts, formatIsoDate, isIsoDate, type IsoDate } from '../../../platform/values/date.ts';
import type { FieldOf } from '../definition/fields.ts';
import type { DateEntry } from './answers.ts';
import type { Lookup } from './conditions.ts';
import { dayOfLimit, yearOfLimit } from './limits.ts';
import { checkYearText, within } from './numbers.ts';

/** Today, and the answers given before the question. */
export type Scope = Readonly<{ today: IsoDate; lookup: Lookup }>;

/** Checks a date typed in three fields against its limits and an earlier date. */
export function checkDay(field: FieldOf<'date'>, entry: DateEntry, { today, lookup }: Scope): Checked<IsoDate> {
  const date = checkDateParts(entry);
  if (!date.ok) return date;
  const earlier = field.notBefore === undefined ? undefined : lookup(field.notBefore);
  const limits = [
    field.min && dayOfLimit(field.min, today),
    typeof earlier === 'string' && isIsoDate(earlier) && earlier,
  ];
  const min = limits
    .filter((limit) => typeof limit === 'string' && limit !== '')
    .sort()
    .at(-1);
  const max = field.max && dayOfLimit(field.max, today);
  if (min && date.value < min) return refuse(`Введите дату не раньше ${formatIsoDate(min)}`);
  if (max && date.value > max)
    return refuse(
      max === today ? 'Эта дата ещё не наступила. Проверьте её' : `Введите дату не позже ${formatIsoDate(max)}`,
    );
  return accept(date.value);
}

/** Checks a year against its limits and an earlier year. */
export function checkYear(field: FieldOf<'year'>, text: string, { today, lookup }: Scope): Checked<number> {
  const year = checkYearText(text);
  if (!year.ok) return year;
  const earlier = field.notBefore === undefined ? undefined : lookup(field.notBefore);
  if (typeof earlier === 'number' && year.value < earlier) return refuse(`Введите год не раньше ${earlier}`);
  const limit = (value: number | 'today' | undefined) => (value === undefined ? undefined : yearOfLimit(value, today));
  const fits = within(year.value, { min: limit(field.min), max: limit(field.max) }, String);
  return fits.ok
    ? fits
    : refuse(fits.message.replace('Введите число', 'Введите год').replace('Введите не', 'Введите год не'));
}
