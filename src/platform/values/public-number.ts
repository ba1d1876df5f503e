import { accept, compact, refuse, type Checked } from './check.ts';

// A quasigroup of order 10 with a weakly totally antisymmetric table (H. M. Damm, 2004).
// prettier-ignore
const DAMM = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
  '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
];

/**
 * The public number of a case: region (2 digits), year, sequence of that year (at least 6 digits), check digit:
 * `makeNumber('44', 2026, 123)` → «44-2026-000123-3». Damm's digit betrays every single wrong digit and every swap of
 * neighbours, so a number read aloud or retyped never leads to somebody else's case. Throws RangeError on impossible parts.
 */
export function makeNumber(region: string, year: number, sequence: number): string {
  if (!/^\d{2}$/.test(region) || !Number.isInteger(year) || year < 2000 || year > 2999)
    throw new RangeError('impossible region or year');
  if (!Number.isSafeInteger(sequence) || sequence < 1 || sequence > 999_999_999)
    throw new RangeError('impossible sequence');
  const serial = String(sequence).padStart(6, '0');
  return `${region}-${year}-${serial}-${damm(`${region}${year}${serial}`)}`;
}

/** Checks a typed number, with any dashes, spaces or none; the value has the form of `makeNumber`. */
export function checkNumber(text: string): Checked {
  const typed = compact(text).replace(/^№|^No/i, '');
  if (typed === '') return refuse('Введите номер, например 44-2026-000123-3');
  const parts = /^(\d{2})(2\d{3})(\d{6}|[1-9]\d{6,8})(\d)$/.exec(typed);
  const [, region = '', year = '', serial = ''] = parts ?? [];
  if (!parts || /^0+$/.test(serial)) return refuse('Номер выглядит так: 44-2026-000123-3');
  const number = makeNumber(region, Number(year), Number(serial));
  if (!number.endsWith(`-${parts[4]}`)) return refuse('В номере ошибка: цифры не сходятся. Проверьте их по документу');
  return accept(number);
}

function damm(digits: string): string {
  let interim = '0';
  for (const digit of digits) interim = DAMM[Number(interim)]?.[Number(digit)] ?? '0';
  return interim;
}
