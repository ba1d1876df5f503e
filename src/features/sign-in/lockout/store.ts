import type { Context } from '../../../context.ts';
import type { Counter } from './rules.ts';

/** The counter under a key, held until the transaction ends; null when nothing was counted yet. */
export async function holdCounter(tx: Context, key: string): Promise<Counter | null> {
  const blank = { key, failures: 0, locked_until: null, updated_at: 0 };
  await tx.db('login_attempts').insert(blank).onConflict('key').ignore();
  const row = (await tx
    .db('login_attempts')
    .where({ key })
    .forUpdate()
    .first('failures', 'locked_until', 'updated_at')) as
    { failures: number; locked_until: number | null; updated_at: number } | undefined;
  if (row === undefined || row.failures === 0) return null;
  return { failures: row.failures, lockedUntil: row.locked_until, updatedAt: row.updated_at };
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
