import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { knownData, type KnownData } from '../../catalogue/index.ts';
import { organisationFor } from '../../organisations/index.ts';
import { profileFor } from '../../profile/index.ts';

/** What the portal knows of the applicant, by the names that definitions use. */
export async function applicantData(ctx: Context, actor: Actor): Promise<KnownData> {
  return knownData(await profileFor(ctx, actor), await organisationFor(ctx, actor));
}
