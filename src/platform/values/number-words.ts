import { counted, plural } from './plural.ts';

export type Gender = 'masculine' | 'feminine' | 'neuter';

const first = { masculine: 'Один', feminine: 'Одна', neuter: 'Одно' } as const;
const others = ['Три', 'Четыре', 'Пять', 'Шесть', 'Семь', 'Восемь', 'Девять', 'Десять'] as const;

/**
 * «Одно дело», «Две услуги», «11 дел»: a count that begins a headline, up to ten in words, as books set it.
 * Nought and numbers above ten stay in figures. The space is hard.
 */
export function countedInWords(n: number, gender: Gender, one: string, few: string, many: string): string {
  const word = n === 1 ? first[gender] : n === 2 ? (gender === 'feminine' ? 'Две' : 'Два') : others[n - 3];
  return word === undefined ? counted(n, one, few, many) : `${word}\u00A0${plural(n, one, few, many)}`;
}
