/** The only source of time: UTC in milliseconds. */
export type Clock = Readonly<{ now(): number }>;

export const systemClock: Clock = { now: () => Date.now() };

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
