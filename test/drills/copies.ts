import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { rowsOf } from '../cli/database-rows.ts';

export type Rows = ReturnType<typeof rowsOf>;

/** Counters of requests, which come and go by the second. */
const passing = new Set(['rate_limits']);

/** Calls the command line in a process of its own, as an operator beside a running server. @throws when its status is not 0 */
export async function kabinet(env: Readonly<Record<string, string>>, ...line: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['src/cli/main.ts', ...line], {
    cwd: path.join(import.meta.dirname, '../..'),
    env: { PATH: process.env['PATH'], ...env },
  });
  return stdout;
}

/** What differs row by row; the first in each table, in words. */
export function differentRows(one: Rows, other: Rows): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((table) => {
    if (passing.has(table)) return [];
    const [here, there] = [one.get(table) ?? [], other.get(table) ?? []];
    const at = here.findIndex((row, place) => row !== there[place]);
    if (at === -1 && here.length === there.length) return [];
    return [`${table}: ${here.length} rows and ${there.length}; ${here[at] ?? 'none'} and ${there[at] ?? 'none'}`];
  });
}

/**
 * A copy that was made between two looks at a portal at work must hold every row that stood there before and after alike,
 * and none that is neither of before nor of after, but for those that were changed more than once meanwhile.
 */
export function notBetween(copy: Rows, before: Rows, after: Rows): string[] {
  return [...before].flatMap(([table, rows]) => {
    if (passing.has(table)) return [];
    const [held, later] = [new Set(copy.get(table)), new Set(after.get(table))];
    const lasting = rows.filter((row) => later.has(row));
    const missing = lasting.filter((row) => !held.has(row)).map((row) => `${table}: is missing: ${row}`);
    const known = new Set([...rows, ...later]);
    const strange = [...held].filter((row) => !known.has(row)).length;
    const changed = rows.length - lasting.length + later.size - lasting.length;
    return strange > changed ? [...missing, `${table}: ${strange} rows that nobody wrote`] : missing;
  });
}

/** What differs file by file between two folders; with `within`, the first need only be part of the second. */
export async function differentFiles(one: string, other: string, { within = false } = {}): Promise<string[]> {
  const [here, there] = [await filesUnder(one), await filesUnder(other)];
  const extra = within ? [] : there.filter((name) => !here.includes(name)).map((name) => `only in the second: ${name}`);
  const different: string[] = [];
  for (const name of here) {
    const mine = await readFile(path.join(one, name));
    const theirs = await readFile(path.join(other, name)).catch(() => null);
    if (theirs === null || !mine.equals(theirs)) different.push(`differs or is missing: ${name}`);
  }
  return [...different, ...extra];
}

/** Every file under a folder, by its path in it; none when there is no such folder. */
export async function filesUnder(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** SHA-256 of every file under a folder, by its path in it. */
export async function sumsUnder(dir: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const name of await filesUnder(dir))
    sums[name] = createHash('sha256')
      .update(await readFile(path.join(dir, name)))
      .digest('hex');
  return sums;
}

export function countRows(rows: Rows): number {
  return [...rows.values()].reduce((sum, { length }) => sum + length, 0);
}
