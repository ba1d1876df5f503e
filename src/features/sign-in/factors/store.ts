import type { Context } from '../../../context.ts';

export type GeneratorApp = Readonly<{ secret: string; confirmedAt: number | null; lastStep: number }>;

/** The person's generator app, switched on or being set up; null when there is none. */
export async function findApp(ctx: Context, personId: string): Promise<GeneratorApp | null> {
  const row = (await ctx
    .db('generator_apps')
    .where({ person_id: personId })
    .first('secret_sealed', 'confirmed_at', 'last_step')) as
    { secret_sealed: string; confirmed_at: number | null; last_step: number } | undefined;
  if (row === undefined) return null;
  const secret = ctx.cipher.open('generator_apps.secret', personId, row.secret_sealed);
  return { secret, confirmedAt: row.confirmed_at, lastStep: row.last_step };
}

/** Whether codes of a generator app are asked for at login. */
export async function hasApp(ctx: Context, personId: string): Promise<boolean> {
  return (
    (await ctx.db('generator_apps').where({ person_id: personId }).whereNotNull('confirmed_at').first('person_id')) !==
    undefined
  );
}

/** Stores a secret that is not confirmed yet, over an earlier one of that kind; one in use is never overwritten. */
export async function storeSecret(tx: Context, personId: string, secret: string): Promise<void> {
  await tx.db('generator_apps').where({ person_id: personId }).whereNull('confirmed_at').delete();
  await tx
    .db('generator_apps')
    .insert({
      person_id: personId,
      secret_sealed: tx.cipher.seal('generator_apps.secret', personId, secret),
      created_at: tx.clock.now(),
      confirmed_at: null,
      last_step: 0,
    })
    .onConflict('person_id')
    .ignore();
}

/** Accepts a time step once: false when it, or a later one, was accepted before, even a moment ago by another request. */
export async function acceptStep(tx: Context, personId: string, step: number): Promise<boolean> {
  const row = tx.db('generator_apps').where({ person_id: personId }).where('last_step', '<', step);
  return (await row.update({ last_step: step })) === 1;
}

export async function confirmApp(tx: Context, personId: string): Promise<void> {
  await tx
    .db('generator_apps')
    .where({ person_id: personId })
    .whereNull('confirmed_at')
    .update({ confirmed_at: tx.clock.now() });
}

export async function deleteApp(tx: Context, personId: string): Promise<void> {
  await tx.db('generator_apps').where({ person_id: personId }).delete();
}
