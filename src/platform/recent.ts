/** What was worked out lately, by all that it depends on. */
export type Recent<Value> = Readonly<{
  get(key: string): Value | undefined;
  keep(key: string, value: Value): void;
}>;

/**
 * A memory of limited size: two generations of `room` each, an entry takes what `weigh` says (1 when it is not given). What was not
 * asked for during a whole generation is forgotten; what is heavier than one is not kept at all.
 */
export function createRecent<Value>(
  room: number,
  weigh: (key: string, value: Value) => number = () => 1,
): Recent<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  let weight = 0;
  function keep(key: string, value: Value): void {
    const own = weigh(key, value);
    if (own > room) return;
    young.set(key, value);
    weight += own;
    if (weight < room) return;
    [old, young, weight] = [young, new Map(), 0];
  }
  return {
    keep,
    get(key) {
      const value = young.get(key);
      if (value !== undefined) return value;
      const older = old.get(key);
      if (older !== undefined) keep(key, older);
      return older;
    },
  };
}
