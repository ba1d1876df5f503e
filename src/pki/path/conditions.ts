import type { PolicyInputs } from './policies.ts';

/** What a path is to be good for. */
export type Purpose = 'documents' | 'time-stamps' | 'lists';

/** Under what conditions a path is judged. Times are UTC milliseconds. */
export type Conditions = Readonly<{
  /** The moment for which the path has to hold. */
  at: number;
  /** The present, never before `at`: what was published until then counts. */
  now: number;
  purpose: Purpose;
  policies: PolicyInputs;
}>;
