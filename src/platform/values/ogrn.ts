import { accept, compact, isDigits, refuse, type Checked } from './check.ts';

/** Checks the ОГРН of an organisation: 13 digits that begin with 1 or 5; the last is (the first 12 mod 11) mod 10. */
export function checkOgrn(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите ОГРН: 13 цифр');
  if (isDigits(digits, 15)) return refuse('Это похоже на ОГРНИП предпринимателя. ОГРН организации состоит из 13 цифр');
  if (!isDigits(digits, 13)) return refuse('ОГРН состоит из 13 цифр');
  if (!/^[15]/.test(digits)) return refuse('ОГРН начинается с 1 или 5. Проверьте его по документу');
  return finish(digits, completeOgrn(digits.slice(0, 12)), 'ОГРН');
}

/** Checks the ОГРНИП of a sole proprietor: 15 digits that begin with 3; the last is (the first 14 mod 13) mod 10. */
export function checkOgrnip(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите ОГРНИП: 15 цифр');
  if (isDigits(digits, 13)) return refuse('Это похоже на ОГРН организации. ОГРНИП состоит из 15 цифр');
  if (!isDigits(digits, 15)) return refuse('ОГРНИП состоит из 15 цифр');
  if (!digits.startsWith('3')) return refuse('ОГРНИП начинается с 3. Проверьте его по документу');
  return finish(digits, completeOgrnip(digits.slice(0, 14)), 'ОГРНИП');
}

/** ОГРН and ОГРНИП are written without groups, so this is the value itself. */
export function formatOgrn(digits: string): string {
  return digits;
}

/** Whole ОГРН for its first 12 digits: for sample organisations and tests. */
export function completeOgrn(start: string): string {
  return start + String((Number(start) % 11) % 10);
}

/** Whole ОГРНИП for its first 14 digits: for sample proprietors and tests. */
export function completeOgrnip(start: string): string {
  return start + String((Number(start) % 13) % 10);
}

function finish(digits: string, expected: string, name: string): Checked {
  return digits === expected
    ? accept(digits)
    : refuse(`В ${name} ошибка: последняя цифра не подходит к остальным. Проверьте его по документу`);
}
