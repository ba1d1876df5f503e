import type { Context } from '../../context.ts';
import { Conflict } from '../../errors.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { findPersonWithContacts, type Contacts, type Person } from '../accounts/index.ts';
import { mergeEntries, type Profile, type ProfileEntries, type ProfilePatch, type ProfileSource } from './rules.ts';
import { readEntries, writeEntries } from './store.ts';

/** The acting person's own data, whichever party they act for: name, contacts and what the profile holds. */
export async function profileFor(ctx: Context, actor: Actor): Promise<Profile> {
  return profileOfPerson(ctx, actor.personId);
}

/** The same by the person's id, for verbs that already know whose data they need. */
export async function profileOfPerson(ctx: Context, personId: string): Promise<Profile> {
  return profileFrom({ ...(await findPersonWithContacts(ctx, personId)), ...(await readEntries(ctx, personId)) });
}

/** The same from what has been read already. */
export function profileFrom({
  person,
  contacts,
  entries,
}: Readonly<{ person: Person; contacts: Contacts; entries: ProfileEntries }>): Profile {
  const values = Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, entry.value]));
  return {
    ...values,
    lastName: person.name.last,
    firstName: person.name.first,
    ...(person.name.middle !== null && { middleName: person.name.middle }),
    phone: contacts.phone,
    ...(contacts.email !== null && { email: contacts.email }),
  };
}

/** Writes the patch over the profile; joins the caller's transaction. The journal gets the keys, never the values. */
export async function saveProfile(
  tx: Context,
  personId: string,
  patch: ProfilePatch,
  source: ProfileSource,
  actorId: string | null,
): Promise<void> {
  const { entries, revision } = await readEntries(tx, personId);
  const saved = await writeEntries(tx, personId, mergeEntries(entries, patch, source, tx.clock.now()), revision);
  if (!saved) throw new Conflict();
  await tx.audit.record({ act: 'profile.changed', personId, actorId, details: { keys: Object.keys(patch), source } });
}
