import { accept, compact, isAllZeros, isDigits, refuse, weightedSum, type Checked } from './check.ts';

const ORGANISATION = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_FIRST = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const PERSON_SECOND = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** Checks the ИНН of a person or sole proprietor; the value is its 12 digits. Two control digits, each mod 11 mod 10. */
export function checkPersonInn(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите ИНН: 12 цифр');
  if (isDigits(digits, 10)) return refuse('Это ИНН организации. Введите свой ИНН: 12 цифр');
  if (!isDigits(digits, 12)) return refuse('ИНН человека состоит из 12 цифр');
  return finish(digits, completePersonInn(digits.slice(0, 10)));
}

/** Checks the ИНН of an organisation; the value is its 10 digits. One control digit, mod 11 mod 10. */
export function checkOrganisationInn(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите ИНН организации: 10 цифр');
  if (!isDigits(digits, 10)) return refuse('ИНН организации состоит из 10 цифр');
  return finish(digits, completeOrganisationInn(digits.slice(0, 9)));
}

/** Checks an ИНН of either kind: 10 digits of an organisation or 12 of a person or sole proprietor. */
export function checkInn(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите ИНН: 10 цифр организации или 12 цифр человека');
  if (isDigits(digits, 10)) return checkOrganisationInn(digits);
  if (isDigits(digits, 12)) return checkPersonInn(digits);
  return refuse('ИНН состоит из 10 цифр у организации или 12 цифр у человека');
}

/** ИНН is written without groups, so this is the value itself; it is here so that every number has a format. */
export function formatInn(digits: string): string {
  return digits;
}

/** Whole ИНН for its first 10 digits (a person): for sample people and tests. */
export function completePersonInn(start: string): string {
  const first = start + controlDigit(start, PERSON_FIRST);
  return first + controlDigit(first, PERSON_SECOND);
}

/** Whole ИНН for its first 9 digits (an organisation): for sample organisations and tests. */
export function completeOrganisationInn(start: string): string {
  return start + controlDigit(start, ORGANISATION);
}

function finish(digits: string, expected: string): Checked {
  if (isAllZeros(digits)) return refuse('Такого ИНН не бывает. Проверьте цифры по документу');
  if (digits !== expected) return refuse('В ИНН ошибка: цифры не сходятся. Проверьте его по документу');
  return accept(digits);
}

function controlDigit(digits: string, weights: readonly number[]): string {
  return String((weightedSum(digits, weights) % 11) % 10);
}
