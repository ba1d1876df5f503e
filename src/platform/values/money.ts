import { accept, refuse, type Checked } from './check.ts';
import { groupDigits } from './plural.ts';

/** Ten milliard roubles: beyond it somebody has mistyped; also far inside exact integers. */
const MAX_KOPECKS = 1_000_000_000_000;

/** Checks a sum in roubles («5 000», «5000,50 ₽», «1200.5 руб.»); the value is whole kopecks, more than zero. */
export function checkMoney(text: string): Checked<number> {
  const typed = text
    .normalize('NFKC')
    .replace(/[\s\p{Z}\p{Cf}]+/gu, '')
    .replace(/(?:₽|р\.?|руб(?:\.|лей|ля|ль)?)$/iu, '');
  if (typed === '') return refuse('Введите сумму в рублях, например 5000 или 5000,50');
  const parts = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(typed);
  if (!parts) return refuse('Сумма пишется цифрами, копейки после запятой, например 5000 или 5000,50');
  const kopecks = Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
  if (kopecks === 0) return refuse('Сумма должна быть больше нуля');
  if (kopecks > MAX_KOPECKS) return refuse('Сумма слишком велика. Проверьте число нулей');
  return accept(kopecks);
}

/** «5 000 ₽» or «5 000,50 ₽» from whole kopecks; every space is hard (U+00A0), the minus is U+2212. */
export function formatMoney(kopecks: number): string {
  const size = Math.abs(kopecks);
  const rest = size % 100;
  const sum = groupDigits((size - rest) / 100) + (rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`);
  return `${kopecks < 0 ? '\u2212' : ''}${sum}\u00A0₽`;
}
