import { groupDigits } from './plural.ts';

const KILOBYTE = 1024;
const UNITS = ['КБ', 'МБ', 'ГБ', 'ТБ'];

/** «1,2 МБ», «640 КБ», «512 байт» from bytes; 1 КБ is 1024 bytes, spaces are hard (U+00A0). */
export function formatFileSize(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes}\u00A0байт`;
  let size = bytes / KILOBYTE;
  let unit = 0;
  while (unit < UNITS.length - 1 && rounded(size, unit) >= KILOBYTE) {
    size /= KILOBYTE;
    unit += 1;
  }
  return `${groupDigits(rounded(size, unit))}\u00A0${UNITS[unit]}`;
}

/** Whole kilobytes; one decimal above. */
function rounded(size: number, unit: number): number {
  return unit === 0 ? Math.round(size) : Math.round(size * 10) / 10;
}
