import { accept, compact, refuse, type Checked } from '../../../platform/values/check.ts';
import { checkMoney, formatMoney } from '../../../platform/values/money.ts';
import { groupDigits } from '../../../platform/values/plural.ts';
import type { FieldOf } from '../definition/fields.ts';

/** Checks a number typed with a point or a comma, alone or with its unit, against its limits and decimals. */
export function checkNumber(field: FieldOf<'number'>, text: string): Checked<number> {
  const typed = withoutUnit(compactText(text), field.unit)
    .replace(/\u2212/g, '-')
    .replace(',', '.');
  const parts = /^-?\d{1,12}(?:\.(\d+))?$/.exec(typed);
  if (!parts)
    return refuse(
      field.decimals > 0 ? 'Напишите только число, цифрами, например 3,5' : 'Напишите только целое число, цифрами',
    );
  if ((parts[1] ?? '').length > field.decimals)
    return refuse(
      field.decimals === 0 ? 'Напишите целое число' : `Оставьте после запятой не больше ${field.decimals} цифр`,
    );
  return within(Number(typed), field, groupDigits);
}

function compactText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]+/gu, '')
    .toLowerCase();
}

/** The unit stands beside the control, and people type it all the same: «54,3 м²», «54,3 кв. м». */
function withoutUnit(typed: string, unit: string | undefined): string {
  if (unit === undefined) return typed;
  const ways = [compactText(unit), ...(unit === 'м²' ? ['кв.м', 'квм'] : [])];
  const bare = typed.replace(/\.$/, '');
  const way = ways.find((one) => bare.endsWith(one));
  return way === undefined ? typed : bare.slice(0, -way.length);
}

/** Checks a sum in roubles against limits in kopecks. */
export function checkSum(field: FieldOf<'money'>, text: string): Checked<number> {
  const sum = checkMoney(text);
  return sum.ok ? within(sum.value, field, formatMoney) : sum;
}

/** Checks a year of four digits, without looking at limits. */
export function checkYearText(text: string): Checked<number> {
  const digits = compact(text);
  return /^[12]\d{3}$/.test(digits) ? accept(Number(digits)) : refuse('Год пишется четырьмя цифрами, например 1998');
}

/** Refuses a value outside its limits in words that name them. */
export function within(
  value: number,
  { min, max }: { min?: number | undefined; max?: number | undefined },
  write: (n: number) => string,
): Checked<number> {
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return accept(value);
  if (min !== undefined && max !== undefined) return refuse(`Введите число от ${write(min)} до ${write(max)}`);
  return refuse(min !== undefined ? `Введите не меньше ${write(min)}` : `Введите не больше ${write(max ?? 0)}`);
}
