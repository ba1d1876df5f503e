import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { InspectedFile } from '../../../http/inspected-uploads.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { layOut } from '../../catalogue/index.ts';
import { serviceOfDraft } from '../drafts/service.ts';
import { saveEdited } from '../drafts/saving.ts';
import { findDraft } from '../drafts/store.ts';
import { fileUploads } from './adding.ts';
import { attachmentsOf, deleteAttachment } from './store.ts';

/** Files uploads under the documents that a draft asks for now; the signature of the former contents goes. */
export async function attachToDraft(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; uploads: readonly InspectedFile[] }>,
): Promise<readonly FieldError[]> {
  if (input.uploads.length === 0) return [];
  return ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, input.id);
    const { service, about } = await serviceOfDraft(tx, draft);
    const { documents } = layOut(service.definition, draft.answers, about);
    const room = new Map(documents.map(({ rule }) => [rule.id, rule.maxFiles]));
    const { kept, errors } = await fileUploads(
      tx,
      actor,
      { applicationId: draft.id, requestId: null, room },
      input.uploads,
    );
    if (kept > 0) await saveEdited(tx, actor, draft);
    return errors;
  });
}

/** Takes a file away from a draft. @throws NotFound when it is not there */
export async function detachFromDraft(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ id: string; attachmentId: string }>,
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const draft = await findDraft(tx, actor, input.id);
    const attachment = (await attachmentsOf(tx, draft.id)).find(({ id }) => id === input.attachmentId);
    if (attachment === undefined) throw new NotFound();
    await deleteAttachment(tx, attachment);
    await saveEdited(tx, actor, draft);
  });
}
