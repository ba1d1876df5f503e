import { accept, compact, isAllZeros, refuse, type Checked } from './check.ts';

/** Checks a КПП: four digits of the tax office, two digits or Latin capitals of the reason, three digits. No checksum exists. */
export function checkKpp(text: string): Checked {
  const value = compact(text).toUpperCase();
  if (value === '') return refuse('Введите КПП: 9 знаков');
  if (!/^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$/.test(value)) {
    return refuse('КПП состоит из 9 цифр; на пятом и шестом месте бывают латинские буквы');
  }
  if (isAllZeros(value)) return refuse('Такого КПП не бывает. Проверьте цифры по документу');
  return accept(value);
}

/** КПП is written without groups, so this is the value itself. */
export function formatKpp(value: string): string {
  return value;
}
