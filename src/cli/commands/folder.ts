import path from 'node:path';
import type { Surroundings } from '../command.ts';

/** A folder as the operator typed it: relative to where they are, which is not where npm runs the command. */
export function folderOf({ env }: Pick<Surroundings, 'env'>, typed: string): string {
  return path.resolve(env['INIT_CWD'] ?? '.', typed);
}

/** Whether one folder is the other or lies in it. */
export function isWithin(inner: string, outer: string): boolean {
  const way = path.relative(outer, inner);
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way));
}
