import type { Context } from '../../../context.ts';
import { mayAct, type Person } from '../rules.ts';
import { findPersonOrNull } from '../store.ts';

/** Whose session it is, or null when nobody's or when the account may not act. One statement. */
export async function personOfSession(
  ctx: Context,
  session: Readonly<{ personId: string | null }>,
): Promise<Person | null> {
  if (session.personId === null) return null;
  const person = await findPersonOrNull(ctx, session.personId);
  return mayAct(person) ? person : null;
}
