import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import type { Cipher } from './encryption.ts';
import type { Ids } from './ids.ts';
import type { Logger } from './log.ts';
import { claimNext, complete, lease, postpone, renew, type ClaimedEvent } from './outbox.ts';
import { claimDue, type ScheduledJob } from './schedule.ts';

/** Handles one kind of event; may be called again for the same event, so it must bear repetition. */
export type EventHandler = (payload: unknown, event: ClaimedEvent) => Promise<void>;
export type Jobs = Readonly<{ handlers: Readonly<Record<string, EventHandler>>; schedule: readonly ScheduledJob[] }>;

export type Worker = Readonly<{
  /** Looks for work now instead of at the next tick. */
  wake(): void;
  /** Handles everything that is due, then returns; tests call it instead of waiting. */
  drain(): Promise<void>;
  start(): void;
  /** Finishes the event under way and stops. */
  stop(): Promise<void>;
}>;

type Needs = Readonly<{ db: Knex; clock: Clock; cipher: Cipher; ids: Ids; log: Logger; timeZone: string }>;

const tick = 1000;
/** How often a handler that takes long renews the lease of its event. */
export const heartbeat = lease / 4;

export function createWorker(needs: Needs, jobs: Jobs): Worker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function handle(event: ClaimedEvent): Promise<void> {
    const handler = jobs.handlers[event.kind];
    const beat = setInterval(() => void renew(needs, event).catch(warn), heartbeat);
    try {
      if (handler === undefined) throw new Error(`no handler for ${event.kind}`);
      await handler(event.payload, event);
      await complete(needs, event);
    } catch (error) {
      needs.log.error(
        { err: error, event: event.id, kind: event.kind, attempt: event.attempts },
        'outbox event failed',
      );
      await postpone(needs, event);
    } finally {
      clearInterval(beat);
    }
  }

  function warn(error: unknown): void {
    needs.log.warn({ err: error }, 'lease not renewed');
  }

  async function work(): Promise<void> {
    do {
      again = false;
      // What is claimed is also handled: nothing may be claimed after the worker was told to stop.
      while (!stopped) {
        const event = await claimNext(needs);
        if (event === undefined) break;
        await handle(event);
      }
      for await (const job of claimDue(needs, jobs.schedule)) {
        await job
          .run()
          .catch((error: unknown) => needs.log.error({ err: error, job: job.name }, 'scheduled job failed'));
        if (stopped) break;
      }
    } while (again && !stopped);
  }

  function drain(): Promise<void> {
    again = true;
    running ??= work().finally(() => (running = undefined));
    return running;
  }

  function wake(): void {
    if (stopped || timer === undefined) return;
    drain().catch((error: unknown) => needs.log.error({ err: error }, 'worker failed'));
  }

  return {
    wake,
    drain,
    start() {
      timer = setInterval(wake, tick);
      wake();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
