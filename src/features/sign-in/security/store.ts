import type { Context } from '../../../context.ts';

type Row = {
  app: number | null;
  email_id: string | null;
  email_sealed: string | null;
  email_at: number | null;
};

/** Whether the generator app is on, and the address that was named last and is not confirmed. One statement. */
export async function waysIn(
  ctx: Context,
  personId: string,
): Promise<{ hasApp: boolean; pendingEmail: string | null }> {
  const row = (await ctx
    .db('people as p')
    .leftJoin('generator_apps as g', 'g.person_id', 'p.id')
    .leftJoin('email_confirmations as e', 'e.person_id', 'p.id')
    .where('p.id', personId)
    .orderBy('e.created_at', 'desc')
    .orderBy('e.id', 'desc')
    .first('g.confirmed_at as app', 'e.id as email_id', 'e.email_sealed', 'e.confirmed_at as email_at')) as
    Row | undefined;
  if (row === undefined) return { hasApp: false, pendingEmail: null };
  return { hasApp: row.app !== null, pendingEmail: waiting(ctx, row) };
}

function waiting({ cipher }: Pick<Context, 'cipher'>, { email_id, email_sealed, email_at }: Row): string | null {
  if (email_id === null || email_sealed === null || email_at !== null) return null;
  return cipher.open('email_confirmations.email', email_id, email_sealed);
}
