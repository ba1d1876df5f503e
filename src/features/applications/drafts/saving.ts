import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { attachmentsOf, deleteAttachment } from '../attachments/store.ts';
import { draftExpiry, type Draft } from './rules.ts';
import { deleteDraft, updateDraft } from './store.ts';

/**
 * Writes an edited draft and gives it back as it is stored now. The paper that was frozen from the former answers goes, and
 * the signature with it. @throws Conflict when the draft was edited, sent or removed meanwhile.
 */
export async function saveEdited(tx: Context, actor: Actor, edited: Draft): Promise<Draft> {
  const savedAt = tx.clock.now();
  const expiresAt = draftExpiry(savedAt, tx.config.limits.draftDays);
  const saved = { ...edited, authorId: actor.personId, savedAt, expiresAt };
  if (!(await updateDraft(tx, saved))) throw new Conflict();
  await dropPaper(tx, edited);
  return { ...saved, revision: edited.revision + 1, paper: null, signature: null };
}

/** Removes a draft with everything that was filed under it. @throws Conflict when it was edited, sent or removed meanwhile. */
export async function removeDraft(tx: Context, draft: Draft): Promise<void> {
  if (!(await deleteDraft(tx, draft))) throw new Conflict();
  for (const attachment of await attachmentsOf(tx, draft.id)) await deleteAttachment(tx, attachment);
  await dropPaper(tx, draft);
}

/** Forgets the files of a frozen paper and its signature. */
export async function dropPaper(tx: Context, { paper, signature }: Pick<Draft, 'paper' | 'signature'>): Promise<void> {
  if (paper !== null) await tx.files.drop(paper.file.id);
  if (signature?.kind === 'certificate') await tx.files.drop(signature.fileId);
}
