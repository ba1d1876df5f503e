import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import type { Draft } from './rules.ts';

/** Journals what a person did to a draft; joins the transaction of the act. */
export async function recordDraft(
  tx: Context,
  actor: Actor,
  act: string,
  draft: Draft,
  details: object,
): Promise<void> {
  await tx.audit.record({
    act,
    personId: actor.personId,
    actorId: actor.personId,
    party: draft.party,
    subject: draft.id,
    details,
  });
}
