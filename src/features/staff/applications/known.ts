import type { Contacts, Person } from '../../accounts/index.ts';
import type { KnownData } from '../../catalogue/index.ts';
import type { Organisation } from '../../organisations/index.ts';
import type { ProfileEntries } from '../../profile/index.ts';

/** What the portal itself knows of an applicant, to be set beside what they stated. */
export type KnownApplicant = Readonly<{
  person: Person;
  contacts: Contacts;
  entries: ProfileEntries;
  organisation: Organisation | null;
  data: KnownData;
}>;
