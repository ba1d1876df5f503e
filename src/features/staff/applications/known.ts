import type { Context } from '../../../context.ts';
import { findPersonWithContacts, type Contacts, type Person } from '../../accounts/index.ts';
import type { Case } from '../../cases/index.ts';
import { knownData, type KnownData } from '../../catalogue/index.ts';
import { findMembership, type Organisation } from '../../organisations/index.ts';
import { profileFrom, readEntries, type ProfileEntries } from '../../profile/index.ts';

/** What the portal itself knows of an applicant, to be set beside what they stated. */
export type KnownApplicant = Readonly<{
  person: Person;
  contacts: Contacts;
  entries: ProfileEntries;
  organisation: Organisation | null;
  data: KnownData;
}>;

/** The applicant of a case that the caller has loaded through the official. */
export async function knownApplicant(ctx: Context, record: Case): Promise<KnownApplicant> {
  const { applicantId, owner } = record;
  const membership = owner.kind === 'organisation' ? await findMembership(ctx, applicantId, owner.id) : null;
  const organisation = membership?.organisation ?? null;
  const { person, contacts } = await findPersonWithContacts(ctx, applicantId);
  const { entries } = await readEntries(ctx, applicantId);
  const data = knownData(profileFrom({ person, contacts, entries }), organisation);
  return { person, contacts, entries, organisation, data };
}
