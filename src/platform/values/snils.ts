import { accept, compact, isAllZeros, isDigits, refuse, weightedSum, type Checked } from './check.ts';

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, 1];
/** Numbers up to this one were issued before the control number existed. */
const LAST_UNCHECKED = 1_001_998;

/**
 * Checks a СНИЛС typed with or without dashes and spaces; the value is its 11 digits.
 * Control number: Σ digit × (9…1) mod 101, where 100 becomes 00; it is promised only above 001-001-998.
 */
export function checkSnils(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите СНИЛС: 11 цифр, например 112-233-445 95');
  if (!isDigits(digits, 11)) return refuse('СНИЛС состоит из 11 цифр, например 112-233-445 95');
  const number = digits.slice(0, 9);
  if (isAllZeros(number)) return refuse('Такого СНИЛС не бывает. Проверьте цифры по документу');
  if (Number(number) > LAST_UNCHECKED && controlNumber(number) !== digits.slice(9)) {
    return refuse('В СНИЛС ошибка: последние две цифры не подходят к остальным. Проверьте его по документу');
  }
  return accept(digits);
}

/** «112-233-445 95» from 11 digits. */
export function formatSnils(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)} ${digits.slice(9)}`;
}

/** Whole СНИЛС (11 digits) for the nine digits of a number: for sample people and tests. */
export function completeSnils(number: string): string {
  return number + controlNumber(number);
}

function controlNumber(number: string): string {
  return String((weightedSum(number, WEIGHTS) % 101) % 100).padStart(2, '0');
}
