import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as prettier from 'prettier';

/** A line of the table: what is promised, and what we have. */
export type Figure = Readonly<{ goal: number; what: string; target: string; ours: string; ok: boolean }>;

const file = path.join(import.meta.dirname, '../../../docs/face.md');
const [begin, end] = ['<!-- figures -->', '<!-- end of figures -->'];

export function figure(goal: number, what: string, target: string, ours: string | number, ok: boolean): Figure {
  return { goal, what, target, ours: String(ours), ok };
}

/** A number that must not be greater than another. */
export function atMost(goal: number, what: string, ours: number, most: number, unit = ''): Figure {
  const words = (value: number) => `${Number(value.toFixed(3)).toLocaleString('en')}${unit && ` ${unit}`}`;
  return figure(goal, what, `≤ ${words(most)}`, words(ours), ours <= most);
}

/** Puts the table between its marks in `docs/face.md`. */
export async function writeTable(figures: readonly Figure[], note: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const [head, rest] = [text.indexOf(begin), text.indexOf(end)];
  if (head < 0 || rest < 0) throw new Error('docs/face.md has lost the marks of its table');
  const rows = figures.map(
    ({ goal, what, target, ours, ok }) => `| ${goal} | ${what} | ${target} | ${ours} | ${ok ? 'met' : '**not met**'} |`,
  );
  const table = ['| goal | what | target | ours | |', '| --- | --- | --- | --- | --- |', ...rows, '', note].join('\n');
  const whole = `${text.slice(0, head + begin.length)}\n\n${table}\n\n${text.slice(rest)}`;
  const style = await prettier.resolveConfig(file);
  await writeFile(file, await prettier.format(whole, { ...style, parser: 'markdown' }));
}
