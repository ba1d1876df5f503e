/** The only source of time: UTC in milliseconds. */
export type Clock = Readonly<{ now(): number }>;

export const systemClock: Clock = { now: () => Date.now() };
