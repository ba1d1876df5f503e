import type { FormFields } from './form-fields.ts';

type Bound = Readonly<{ date: string; message: string }>;

export type DateOptions = Readonly<{
  required?: string;
  /** First and last day allowed, `YYYY-MM-DD`, each with its message. */
  min?: Bound;
  max?: Bound;
}>;

/**
 * Reads a date of three inputs into `YYYY-MM-DD`. A mistake in month or year stands at `<field>-month` or `-year`,
 * any other at `<field>`, the id of the first input. What was typed is entered as `{ day, month, year }` under the field.
 */
export function readDate(fields: FormFields, field: string, { required, min, max }: DateOptions = {}): string | null {
  const { day, month, year } = fields.dateParts(field);
  const refuse = (part: '' | '-month' | '-year', message: string) => {
    fields.error(`${field}${part}`, message);
    return null;
  };

  if (day === '' && month === '' && year === '') return required === undefined ? null : refuse('', required);
  if (day === '') return refuse('', 'Укажите день');
  if (month === '') return refuse('-month', 'Укажите месяц');
  if (year === '') return refuse('-year', 'Укажите год');
  if (!/^\d{4}$/.test(year) || year < '1000') return refuse('-year', 'Год пишется четырьмя цифрами, например 1985');
  if (!/^\d{1,2}$/.test(month) || Number(month) < 1 || Number(month) > 12)
    return refuse('-month', 'Месяц — число от 1 до 12');
  const last = daysIn(Number(month), Number(year));
  if (!/^\d{1,2}$/.test(day) || Number(day) < 1 || Number(day) > 31) return refuse('', 'День — число от 1 до 31');
  if (Number(day) > last) return refuse('', `Такого дня нет: в этом месяце ${last} дней`);

  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (min && date < min.date) return refuse('', min.message);
  if (max && date > max.date) return refuse('', max.message);
  return date;
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
