import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';

/** The hash of the person's password, or null for nobody. */
export async function passwordHashOf(ctx: Context, personId: string): Promise<string | null> {
  const row = (await ctx.db('people').where({ id: personId }).first('password_hash')) as
    { password_hash: string } | undefined;
  return row?.password_hash ?? null;
}

/** When the person's password was chosen, UTC ms. @throws NotFound for nobody */
export async function passwordChangedAt(ctx: Context, personId: string): Promise<number> {
  const row = (await ctx.db('people').where({ id: personId }).first('password_changed_at')) as
    { password_changed_at: number } | undefined;
  if (row === undefined) throw new NotFound();
  return row.password_changed_at;
}

/** Hashes of the person's last replaced passwords, newest first. */
export async function formerPasswordsOf(ctx: Context, personId: string, limit: number): Promise<string[]> {
  const rows = (await ctx
    .db('former_passwords')
    .where({ person_id: personId })
    .orderBy('replaced_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .select('password_hash')) as { password_hash: string }[];
  return rows.map(({ password_hash }) => password_hash);
}

/**
 * Puts a new hash in the place of the one that the caller checked; the old one joins the former ones.
 * Answers false when the password was changed meanwhile.
 */
export async function replacePassword(
  tx: Context,
  personId: string,
  change: Readonly<{ from: string; to: string }>,
): Promise<boolean> {
  const now = tx.clock.now();
  const changed = await tx
    .db('people')
    .where({ id: personId, password_hash: change.from })
    .update({ password_hash: change.to, password_changed_at: now, revision: tx.db.raw('revision + 1') });
  if (changed !== 1) return false;
  await tx
    .db('former_passwords')
    .insert({ id: tx.ids.next(), person_id: personId, password_hash: change.from, replaced_at: now });
  return true;
}

/** Puts the same password's hash of another cost in the place of the old one, unless it was changed meanwhile. */
export async function rehashPassword(
  ctx: Context,
  personId: string,
  change: Readonly<{ from: string; to: string }>,
): Promise<void> {
  await ctx.db('people').where({ id: personId, password_hash: change.from }).update({ password_hash: change.to });
}
