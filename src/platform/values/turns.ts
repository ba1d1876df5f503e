/** How many jobs run together, how many may wait, and what one more is refused with. */
export type TurnRules = Readonly<{ atOnce: number; waiting: number; refusal: () => Error }>;

/**
 * A bounded queue: runs a few jobs at once and lets some wait in order; one more is refused at once rather than kept for a
 * minute. The returned function resolves or rejects as its job does, or rejects with `refusal()`.
 */
export function createTurns({ atOnce, waiting, refusal }: TurnRules): <T>(job: () => Promise<T>) => Promise<T> {
  let running = 0;
  const line: (() => void)[] = [];
  return async (job) => {
    if (running >= atOnce) {
      if (line.length >= waiting) throw refusal();
      await new Promise<void>((start) => line.push(start));
    } else {
      running += 1;
    }
    try {
      return await job();
    } finally {
      // The place passes straight to the next in line, so that nobody slips in between.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
