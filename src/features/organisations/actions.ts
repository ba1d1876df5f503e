import type { Context } from '../../context.ts';
import type { ActingSession } from '../../http/ports.ts';
import type { Actor, Party } from '../../platform/values/actor.ts';
import { actorOfPerson, mayAct, personOfSession, type Person } from '../accounts/index.ts';
import { findActing, findMembership } from './store.ts';

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
  if (session.party?.kind !== 'organisation') return actorOfPerson(person);
  const membership = await findMembership(ctx, person.id, session.party.id);
  return actorIn(person, session.party, membership && { ...membership, name: membership.organisation.shortName });
}

/** The session of a hash and who acts in it, as `actorOfSession` decides, in one statement; null when there is none in use. */
export async function sessionWithActor(ctx: Context, hash: string): Promise<ActingSession | null> {
  const found = await findActing(ctx, hash);
  if (found === null) return null;
  const { session, person, membership } = found;
  const acts = session.stage === 'full' && mayAct(person);
  return { session, actor: acts ? actorIn(person, session.party, membership) : null };
}

type Standing = Readonly<{ name: string; rights: 'read' | 'change' }>;

function actorIn(person: Person, party: Party | null, membership: Standing | null): Actor {
  const own = actorOfPerson(person);
  if (party?.kind !== 'organisation' || membership === null) return own;
  return { ...own, party, partyName: membership.name, rights: membership.rights };
}
