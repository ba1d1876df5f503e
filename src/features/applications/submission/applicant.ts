import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatSnils } from '../../../platform/values/snils.ts';
import { findPerson, fullName, shortName } from '../../accounts/index.ts';
import { organisationFor } from '../../organisations/index.ts';
import { profileFor } from '../../profile/index.ts';
import type { ExpectedSigner } from '../../signatures/index.ts';
import type { PaperApplicant } from './paper.ts';

/** The applicant as papers, queues and the check of a signature need them. */
export type Applicant = Readonly<{
  paper: PaperApplicant;
  /** «Смирнова А. С.», «ООО «Ромашка»» */
  queueName: string;
  surname: string;
  /** Whose signature is expected: the organisation's where one applies. */
  signer: ExpectedSigner;
}>;

/** The applicant for whom the actor acts now. */
export async function applicantOf(ctx: Context, actor: Actor): Promise<Applicant> {
  const person = await findPerson(ctx, actor.personId);
  const { snils = null } = await profileFor(ctx, actor);
  const organisation = await organisationFor(ctx, actor);
  const signer = { name: person.name, snils };
  const surname = person.name.last;
  if (organisation === null) {
    const details = snils === null ? null : `СНИЛС ${formatSnils(snils)}`;
    return {
      paper: { name: fullName(person), details, representative: null },
      queueName: shortName(person),
      surname,
      signer,
    };
  }
  const { name, shortName: queueName, inn, ogrn } = organisation;
  return {
    paper: { name, details: `ИНН ${inn}, ОГРН ${ogrn}`, representative: fullName(person) },
    queueName,
    surname,
    signer: { ...signer, organisation: { inn, ogrn, name: queueName } },
  };
}
