import { accept, compact, refuse, type Checked } from '../../../platform/values/check.ts';

/** Letters of Russian plates are those that look alike in both alphabets (GOST R 50577). */
const RUSSIAN = 'АВЕКМНОРСТУХ';
const LATIN = 'ABEKMHOPCTYX';

/** Checks the plate of a car: «А123ВС44», typed in either alphabet; the value is in Russian capitals. */
export function checkPlate(text: string): Checked {
  const typed = compact(text)
    .toUpperCase()
    .replace(/[A-Z]/g, (letter) => RUSSIAN[LATIN.indexOf(letter)] ?? letter);
  if (typed === '') return refuse('Введите номер машины, например А123ВС44');
  if (!/^[АВЕКМНОРСТУХ]\d{3}[АВЕКМНОРСТУХ]{2}\d{2,3}$/.test(typed) || typed.slice(1, 4) === '000')
    return refuse('Номер машины выглядит так: А123ВС44');
  return accept(typed);
}
