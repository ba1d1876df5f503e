import type { Context } from '../../../context.ts';
import { minute } from '../../../platform/values/durations.ts';

/** After how many idle minutes the person wants their sessions to end; null when the portal's own time will do. */
export async function idleTimeOf(ctx: Context, personId: string): Promise<number | null> {
  const row = (await ctx.db('people').where({ id: personId }).first('idle_minutes')) as
    { idle_minutes: number | null } | undefined;
  return row?.idle_minutes ?? null;
}

/** Keeps the choice for every later login, and lets it hold for the sessions that are open now, on all devices. */
export async function chooseIdleTime(tx: Context, personId: string, minutes: number | null): Promise<void> {
  await tx.db('people').where({ id: personId }).update({ idle_minutes: minutes });
  const idle = minutes === null ? null : minutes * minute;
  await tx.db('sessions').where({ person_id: personId, stage: 'full' }).whereNull('ended_at').update({ idle_ms: idle });
}
