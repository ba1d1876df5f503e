import { statSync } from 'node:fs';
import path from 'node:path';
import { contrast, parseColour, white, type Colour } from './platform/values/colour.ts';

const brass: Colour = [230, 205, 140];
const paper: Colour = [245, 243, 238];
const sink: Colour = [234, 229, 217];

/** The region's colour has to carry white and brass words and be read itself on paper: 4.5 each, WCAG 2.2, 1.4.3. */
const uses: readonly (readonly [ground: Colour, words: string])[] = [
  [white, 'белые буквы шапки на нём'],
  [brass, 'герб и счётчики на нём'],
  [paper, 'он сам на фоне страницы'],
  [sink, 'он сам внизу страницы'],
];
const enough = 4.5;

/** What is wrong with a region's colour, in words for the operator; null when it can be used. */
export function accentProblem(text: string): string | null {
  const colour = parseColour(text);
  if (colour === null) return `нужен цвет вида #0e3f4a, а задано «${text}»`;
  const pale = uses.filter(([ground]) => contrast(colour, ground) < enough);
  if (pale.length === 0) return null;
  const found = pale.map(([ground, words]) => `${words} — ${contrast(colour, ground).toFixed(1).replace('.', ',')}`);
  return `цвет ${text} слишком бледный: контраст должен быть не меньше 4,5, а получается: ${found.join('; ')}. Возьмите темнее`;
}

const most = 50 * 1024;

/** What is wrong with the file of a coat of arms, in words for the operator; null when it can be used. */
export function crestProblem(file: string): string | null {
  if (!['.svg', '.png'].includes(path.extname(file).toLowerCase())) return `нужен файл SVG или PNG, а задан ${file}`;
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return `нет такого файла: ${file}`;
  return found.size > most ? `файл больше 50 КБ: ${file}` : null;
}
