import { accept, compact, isDigits, refuse, type Checked } from './check.ts';

/** Checks a Russian postal index: 6 digits, the first of them 1…6. */
export function checkPostalIndex(text: string): Checked {
  const digits = compact(text);
  if (digits === '') return refuse('Введите почтовый индекс: 6 цифр');
  if (!isDigits(digits, 6)) return refuse('Почтовый индекс состоит из 6 цифр');
  if (!/^[1-6]/.test(digits)) return refuse('Российские индексы начинаются с цифры от 1 до 6');
  return accept(digits);
}

/** The index is written without groups, so this is the value itself. */
export function formatPostalIndex(digits: string): string {
  return digits;
}

/** Checks a cadastral number «44:27:040101:123»: district, area, quarter (6 or 7 digits), object. */
export function checkCadastralNumber(text: string): Checked {
  const value = withColons(text);
  if (value === '') return refuse('Введите кадастровый номер, например 44:27:040101:123');
  const parts = /^(\d{2}):(\d{2}):(\d{6,7}):(\d{1,9})$/.exec(value);
  if (!parts) return refuse('Кадастровый номер пишется через двоеточие, например 44:27:040101:123');
  if (parts[1] === '00' || /^0+$/.test(parts[4] ?? ''))
    return refuse('Такого кадастрового номера не бывает. Проверьте цифры');
  return accept(value);
}

/** Checks the number of a cadastral quarter «44:27:040101». */
export function checkCadastralQuarter(text: string): Checked {
  const value = withColons(text);
  if (value === '') return refuse('Введите номер кадастрового квартала, например 44:27:040101');
  if (!/^(?!00)\d{2}:\d{2}:\d{6,7}$/.test(value)) {
    return refuse('Номер квартала пишется через двоеточие, например 44:27:040101');
  }
  return accept(value);
}

/** A cadastral number is written as it is stored. */
export function formatCadastralNumber(value: string): string {
  return value;
}

/** Semicolons and points are typed for colons; spaces mean nothing. */
function withColons(text: string): string {
  return compact(text).replace(/[;.]/g, ':');
}
