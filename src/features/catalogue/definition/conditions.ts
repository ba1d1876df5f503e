import { z } from 'zod';

const id = z.string();
const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** One comparison with the answer to an earlier question; of several ticked options any one may fit. */
const comparison = z.union([
  z.strictObject({ field: id, equals: scalar }),
  z.strictObject({ field: id, in: z.array(scalar).min(1) }),
  z.strictObject({ field: id, filled: z.boolean() }),
]);

export type Comparison = z.infer<typeof comparison>;

/** When something is asked: a comparison, or several of which all or any must hold. One level, so that it can be read aloud. */
export const condition = z.union([
  comparison,
  z.strictObject({ all: z.array(comparison).min(2) }),
  z.strictObject({ any: z.array(comparison).min(2) }),
]);

export type Condition = z.infer<typeof condition>;

/** The comparisons that a condition is made of. */
export function comparisonsOf(when: Condition): readonly Comparison[] {
  if ('all' in when) return when.all;
  if ('any' in when) return when.any;
  return [when];
}
