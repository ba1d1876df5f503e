import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import type { Cipher } from './encryption.ts';
import type { Ids } from './ids.ts';
import type { Logger } from './log.ts';
import { claimNext, complete, postpone, type ClaimedEvent } from './outbox.ts';
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

export function createWorker(needs: Needs, jobs: Jobs): Worker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function handle(event: ClaimedEvent): Promise<void> {
    const handler = jobs.handlers[event.kind];
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
    }
  }

  async function work(): Promise<void> {
    do {
      again = false;
      for (let event = await claimNext(needs); event !== undefined && !stopped; event = await claimNext(needs))
        await handle(event);
      for (const job of await claimDue(needs, jobs.schedule)) {
        await job
          .run()
          .catch((error: unknown) => needs.log.error({ err: error, job: job.name }, 'scheduled job failed'));
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
