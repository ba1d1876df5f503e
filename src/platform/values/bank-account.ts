import { accept, compact, isAllZeros, isDigits, refuse, weightedSum, type Checked } from './check.ts';

const WEIGHTS = [7, 1, 3];

/** Checks a БИК: 9 digits that begin with 00…04. No checksum exists. */
export function checkBik(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите БИК банка: 9 цифр');
  if (!isDigits(digits, 9)) return refuse('БИК состоит из 9 цифр');
  if (isAllZeros(digits) || !/^0[0-4]/.test(digits))
    return refuse('Такого БИК не бывает: российские начинаются с 04, 01 или 00');
  return accept(digits);
}

/** БИК is written without groups, so this is the value itself. */
export function formatBik(digits: string): string {
  return digits;
}

/**
 * Checks an account to which money is paid, against its БИК (9 digits, already checked). The key of a bank's account is
 * counted with the last three digits of the БИК; that of 40102… and of accounts in the Bank of Russia with "0" and digits
 * 5–6. Treasury accounts 03… follow neither rule, so only their shape is checked.
 */
export function checkSettlementAccount(text: string, bik: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите расчётный счёт: 20 цифр');
  if (!isDigits(digits, 20)) return refuse('Расчётный счёт состоит из 20 цифр');
  if (isAllZeros(digits)) return refuse('Такого счёта не бывает. Проверьте цифры');
  if (digits.startsWith('03')) return accept(digits);
  const ofCentralBank = digits.startsWith('40102') || /00[0-2]$/.test(bik);
  if (!keyFits(digits, ofCentralBank ? centralPrefix(bik) : bik.slice(6))) {
    return refuse('Счёт не подходит к БИК. Проверьте оба номера по реквизитам банка');
  }
  return accept(digits);
}

/** Checks a correspondent account (301…) or the single treasury account (40102…) against its БИК (9 digits, already checked). */
export function checkCorrespondentAccount(text: string, bik: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите корреспондентский счёт: 20 цифр');
  if (!isDigits(digits, 20)) return refuse('Корреспондентский счёт состоит из 20 цифр');
  if (!/^(301|40102)/.test(digits))
    return refuse('Корреспондентский счёт начинается с 301, единый казначейский — с 40102');
  if (!keyFits(digits, centralPrefix(bik))) {
    return refuse('Корреспондентский счёт не подходит к БИК. Проверьте оба номера по реквизитам банка');
  }
  return accept(digits);
}

/** «4070 2810 0000 0000 0001» from 20 digits, in groups that can be read aloud. */
export function formatAccount(digits: string): string {
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}

function centralPrefix(bik: string): string {
  return `0${bik.slice(4, 6)}`;
}

function keyFits(account: string, prefix: string): boolean {
  return weightedSum(prefix + account, WEIGHTS) % 10 === 0;
}
