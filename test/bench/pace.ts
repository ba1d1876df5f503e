import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from './load.ts';
import type { Page } from './messages.ts';

/**
 * The time within which 99 of 100 answers come, milliseconds, when people ask `rate` times a second, evenly and whether or not the
 * answers before came yet; counted from when each was to be asked. autocannon sends the requests of a second at its beginning, as
 * fast as its connections can, and so measures a queue of its own making.
 */
export async function paced(port: number, page: Page, rate: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  const times = await Promise.all(
    Array.from({ length: rate * seconds }, async (_, at) => {
      const due = began + (at * 1000) / rate;
      await pause(Math.max(0, due - performance.now()));
      await ask(port, page, { gzip: true, agent });
      return performance.now() - due;
    }),
  );
  agent.destroy();
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}
