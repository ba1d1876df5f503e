import type { Context } from '../../../context.ts';
import type { Counter } from './rules.ts';

type Row = { failures: number; locked_until: number | null; updated_at: number };

/** The counter under a key, held until the transaction ends; null when nothing was counted yet. */
export async function holdCounter(tx: Context, key: string, subject: string): Promise<Counter | null> {
  const blank = { key, subject, failures: 0, locked_until: null, updated_at: 0 };
  await tx.db('login_attempts').insert(blank).onConflict('key').ignore();
  const row = (await tx
    .db('login_attempts')
    .where({ key })
    .forUpdate()
    .first('failures', 'locked_until', 'updated_at')) as Row | undefined;
  return row === undefined || row.failures === 0 ? null : toCounter(row);
}

/** Removes every counter against a subject, and answers what they said. */
export async function takeCountersAgainst(tx: Context, subject: string): Promise<Counter[]> {
  const counters = tx.db('login_attempts').where({ subject });
  const rows = (await counters.clone().forUpdate().select('failures', 'locked_until', 'updated_at')) as Row[];
  await counters.delete();
  return rows.map(toCounter);
}

export async function writeCounter(tx: Context, key: string, counter: Counter): Promise<void> {
  await tx
    .db('login_attempts')
    .where({ key })
    .update({ failures: counter.failures, locked_until: counter.lockedUntil, updated_at: counter.updatedAt });
}

export async function deleteCounter(tx: Context, key: string): Promise<void> {
  await tx.db('login_attempts').where({ key }).delete();
}

export async function sweepCounters(ctx: Context, before: number): Promise<void> {
  await ctx.db('login_attempts').where('updated_at', '<', before).delete();
}

function toCounter({ failures, locked_until, updated_at }: Row): Counter {
  return { failures, lockedUntil: locked_until, updatedAt: updated_at };
}
