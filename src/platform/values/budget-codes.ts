import { accept, compact, isAllZeros, isDigits, refuse, weightedSum, type Checked } from './check.ts';

const FIRST_PASS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SECOND_PASS = [3, 4, 5, 6, 7, 8, 9, 10, 1, 2];

/**
 * Checks a УИН, the number of a charge: 20 or 25 characters. In numbers of digits the last is the control digit: weights
 * 1…10 repeating, mod 11; on 10 again with weights from 3; again 10 gives 0. Some departments use letters; how those are
 * weighed is not published in one place, so such numbers are checked by shape only.
 */
export function checkUin(text: string): Checked {
  const value = compact(text).toUpperCase();
  if (value === '') return refuse('Введите УИН: 20 или 25 знаков с квитанции');
  if (!/^(?:[0-9A-ZА-ЯЁ]{20}|[0-9A-ZА-ЯЁ]{25})$/.test(value)) return refuse('УИН состоит из 20 или 25 знаков');
  if (isAllZeros(value)) return refuse('Такого УИН не бывает. Проверьте цифры по квитанции');
  if (!/^[0-9]+$/.test(value)) return accept(value);
  if (completeUin(value.slice(0, -1)) !== value) {
    return refuse('В УИН ошибка: последняя цифра не подходит к остальным. Проверьте его по квитанции');
  }
  return accept(value);
}

/** УИН in groups of four, to be compared with a paper. */
export function formatUin(value: string): string {
  return value.replace(/(.{4})(?=.)/g, '$1 ');
}

/** Whole УИН for its first 19 or 24 digits: for sample charges and tests. */
export function completeUin(start: string): string {
  const first = weightedSum(start, FIRST_PASS) % 11;
  const control = first < 10 ? first : (weightedSum(start, SECOND_PASS) % 11) % 10;
  return start + String(control);
}

/** Checks a КБК, the budget classification code: 20 digits, not all zeros. */
export function checkKbk(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите КБК: 20 цифр');
  if (!isDigits(digits, 20)) return refuse('КБК состоит из 20 цифр');
  if (isAllZeros(digits)) return refuse('Такого КБК не бывает. Проверьте цифры');
  return accept(digits);
}

/** КБК in its official groups: administrator, income, programme, operation («182 1 01 02010 01 1000 110»). */
export function formatKbk(digits: string): string {
  return digits.replace(/^(\d{3})(\d)(\d{2})(\d{5})(\d{2})(\d{4})(\d{3})$/, '$1 $2 $3 $4 $5 $6 $7');
}

/** Checks an ОКТМО code of a municipality (8 digits) or a settlement in it (11 digits). */
export function checkOktmo(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите ОКТМО: 8 или 11 цифр');
  if (!isDigits(digits, 8) && !isDigits(digits, 11)) return refuse('ОКТМО состоит из 8 или 11 цифр');
  if (isAllZeros(digits)) return refuse('Такого ОКТМО не бывает. Проверьте цифры');
  return accept(digits);
}

/** ОКТМО in its official groups: «34 701 000» or «34 701 000 001». */
export function formatOktmo(digits: string): string {
  return digits.replace(/^(\d{2})(\d{3})(\d{3})(\d{3})?$/, (_all, a: string, b: string, c: string, d?: string) =>
    [a, b, c, d].filter(Boolean).join(' '),
  );
}
