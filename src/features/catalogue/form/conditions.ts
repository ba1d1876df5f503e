import { comparisonsOf, type Comparison, type Condition } from '../definition/conditions.ts';

/** Looks up an answer that is asked for and given; undefined for everything else. */
export type Lookup = (id: string) => unknown;

/** Whether a condition holds on what is known so far. No condition always holds; of several ticked options any may fit. */
export function holds(when: Condition | undefined, lookup: Lookup): boolean {
  if (!when) return true;
  const results = comparisonsOf(when).map((comparison) => compare(comparison, lookup(comparison.field)));
  return 'any' in when ? results.some(Boolean) : results.every(Boolean);
}

function compare(comparison: Comparison, answer: unknown): boolean {
  const given: readonly unknown[] = Array.isArray(answer) ? answer : answer === undefined ? [] : [answer];
  if ('filled' in comparison) return comparison.filled === given.length > 0;
  const wanted: readonly unknown[] = 'in' in comparison ? comparison.in : [comparison.equals];
  return given.some((value) => wanted.includes(value));
}
