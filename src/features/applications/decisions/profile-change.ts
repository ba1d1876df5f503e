import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { findPerson, renamePerson } from '../../accounts/index.ts';
import type { Case } from '../../cases/index.ts';
import { profileChange, type Service } from '../../catalogue/index.ts';
import { profileKeys, saveProfile, type ProfilePatch } from '../../profile/index.ts';
import { circumstances } from '../drafts/service.ts';
import type { Application } from '../rules.ts';

/** Writes what an approved application changes into the applicant's profile; joins the transaction of the decision. */
export async function applyProfileChange(
  tx: Context,
  actor: Actor,
  record: Case,
  application: Application,
  { definition }: Service,
): Promise<void> {
  if (definition.onApproval === undefined) return;
  const change = profileChange(definition, application.answers, circumstances(tx, record.owner, record.submittedAt));
  const { name } = await findPerson(tx, record.applicantId);
  const renamed = {
    last: change['lastName'] || name.last,
    first: change['firstName'] || name.first,
    // An emptied отчество is a change, too: not everybody has one.
    middle: change['middleName'] === undefined ? name.middle : change['middleName'] || null,
  };
  if (JSON.stringify(renamed) !== JSON.stringify(name)) await renamePerson(tx, record.applicantId, renamed);
  const patch = Object.fromEntries(
    profileKeys.flatMap((key) => (change[key] === undefined ? [] : [[key, change[key]]])),
  ) as ProfilePatch;
  await saveProfile(tx, record.applicantId, patch, 'confirmed', actor.personId);
}
