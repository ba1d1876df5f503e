import type { Clock } from '../../src/platform/clock.ts';

/** Friday 20 November 2026, 10:00 in Moscow: the moment at which every test begins. */
export const beginning = Date.UTC(2026, 10, 20, 7, 0, 0);

export type TestClock = Clock & Readonly<{ advance(ms: number): void }>;

/** A clock that stands still until it is moved. */
export function testClock(start = beginning): TestClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => void (now += ms),
  };
}
