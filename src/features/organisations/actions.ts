import type { Context } from '../../context.ts';
import type { Actor, Party } from '../../platform/values/actor.ts';
import { actorOfPerson, personOfSession } from '../accounts/index.ts';
import { findMembership } from './store.ts';

/**
 * Who acts in a session: the person in their own cabinet, or for the organisation that it names, with the rights of
 * their membership as it is now. Null when the account may not act; a lost membership leads back to one's own cabinet.
 */
export async function actorOfSession(
  ctx: Context,
  session: Readonly<{ personId: string | null; party: Party | null }>,
): Promise<Actor | null> {
  const person = await personOfSession(ctx, session);
  if (person === null) return null;
  const own = actorOfPerson(person);
  if (session.party?.kind !== 'organisation') return own;
  const membership = await findMembership(ctx, person.id, session.party.id);
  if (membership === null) return own;
  return { ...own, party: session.party, partyName: membership.organisation.shortName, rights: membership.rights };
}
