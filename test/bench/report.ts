import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';

/**
 * One page, plain or compressed: answers a second, ours and bare, and their ratio; `anew` the ratio of a portal that remembers no
 * pages; processor microseconds of an answer; its bytes.
 */
export type Series = Readonly<{ rps: number; bare: number; ratio: number; anew: number; cpu: number; bytes: number }>;
export type Figures = Series & Readonly<{ name: string; p99: number; bareP99: number; gzip: Series }>;

const columns = [
  'page',
  'bytes',
  'rps',
  'bare rps',
  'ratio',
  'ratio anew',
  'CPU µs',
  'gzip bytes',
  'gzip rps',
  'gzip ratio',
  'p99 ms',
  'bare p99 ms',
];

/** A Markdown table of the figures; `rss` is the resident memory at rest in bytes. */
export function table(figures: readonly Figures[], rss: number): string {
  const rows = figures.map(({ name, gzip, ...plain }) => [
    name,
    ...[plain.bytes, plain.rps, plain.bare, fixed(plain.ratio), fixed(plain.anew), plain.cpu].map(String),
    ...[gzip.bytes, gzip.rps, fixed(gzip.ratio), plain.p99, plain.bareP99].map(String),
  ]);
  const widths = columns.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const pad = (cell: string, at: number) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0));
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const machine = `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'processor'}`;
  return [line(columns), rule, ...rows.map(line), '', `${machine}; ${Math.round(rss / 1e6)} MB resident at rest.`].join(
    '\n',
  );
}

function fixed(ratio: number): string {
  return ratio.toFixed(3);
}

const [begin, end] = ['<!-- bench -->', '<!-- /bench -->'];

/** Puts the table between its two marks in docs/performance.md; the words around it stay. */
export async function writeDocs(figures: readonly Figures[], rss: number): Promise<void> {
  const file = path.join(import.meta.dirname, '../../docs/performance.md');
  const text = await readFile(file, 'utf8');
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before === -1 || after === -1) throw new Error(`${file} has no place for the table: ${begin} … ${end}`);
  await writeFile(file, `${text.slice(0, before)}${begin}\n\n${table(figures, rss)}\n\n${text.slice(after)}`);
}
