import { setTimeout as pause } from 'node:timers/promises';
import type { DemoDelivery } from '../../src/platform/deliveries.ts';

/**
 * Looks at `/demo/outbox.json` now; the function that it gives waits for a delivery to this phone or address that was not there
 * yet and carries a code or a link, and gives that.
 */
export async function expectDelivery(base: string, to: string, part: 'code' | 'link'): Promise<() => Promise<string>> {
  const seen = new Set((await outbox(base)).map(({ id }) => id));
  const fresh = (delivery: DemoDelivery) =>
    delivery.to === to && delivery[part] !== undefined && !seen.has(delivery.id);
  return () => eventually(`a ${part} for ${to}`, async () => (await outbox(base)).find(fresh)?.[part]);
}

/** Asks again and again until there is an answer; half a minute is more than the worker ever needs. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(150);
  }
}

async function outbox(base: string): Promise<DemoDelivery[]> {
  const response = await fetch(new URL('/demo/outbox.json', base));
  if (!response.ok) throw new Error(`/demo/outbox.json answered ${response.status}: is this a demo server?`);
  return (await response.json()) as DemoDelivery[];
}
