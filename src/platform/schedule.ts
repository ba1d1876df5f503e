import { Cron } from 'croner';
import type { Knex } from 'knex';
import type { Clock } from './clock.ts';

/** Work that comes back by a cron pattern (five fields, in the deployment's time zone). */
export type ScheduledJob = Readonly<{ name: string; cron: string; run(): Promise<unknown> }>;

type Needs = Readonly<{ db: Knex; clock: Clock; timeZone: string }>;

/**
 * The jobs whose time has come, each claimed by moving its next time forward, so that one process runs it; the next is
 * claimed only when its turn has come. A job seen for the first time is only entered.
 */
export async function* claimDue(
  { db, clock, timeZone }: Needs,
  jobs: readonly ScheduledJob[],
): AsyncGenerator<ScheduledJob> {
  if (jobs.length === 0) return;
  const now = clock.now();
  const rows = (await db('scheduled_jobs').select('name', 'next_at')) as { name: string; next_at: number }[];
  const known = new Map(rows.map(({ name, next_at }) => [name, next_at]));
  for (const job of jobs) {
    const due = known.get(job.name);
    if (due !== undefined && due > now) continue;
    const next = new Cron(job.cron, { timezone: timeZone }).nextRun(new Date(now))?.getTime();
    if (next === undefined) throw new Error(`job ${job.name} never runs: ${job.cron}`);
    if (due === undefined) {
      await db('scheduled_jobs').insert({ name: job.name, next_at: next }).onConflict('name').ignore();
      continue;
    }
    const moved = await db('scheduled_jobs').where({ name: job.name, next_at: due }).update({ next_at: next });
    if (moved === 1) yield job;
  }
}
