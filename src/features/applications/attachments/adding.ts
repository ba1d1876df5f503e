import type { Context } from '../../../context.ts';
import type { InspectedFile } from '../../../http/inspected-uploads.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { countByDocument, whyNoMore } from './rules.ts';
import { attachmentsOf, insertAttachment } from './store.ts';

/** Where files are filed: the application, the request that they answer, and how many each document takes by its id. */
export type Shelf = Readonly<{ applicationId: string; requestId: string | null; room: ReadonlyMap<string, number> }>;

/**
 * Files what was uploaded, each under the document named by its field; joins the caller's transaction. What does not fit is
 * refused file by file with `FILE-COUNT`, what belongs to no document is left to the sweep. Returns how many were kept.
 */
export async function fileUploads(
  tx: Context,
  actor: Actor,
  shelf: Shelf,
  uploads: readonly InspectedFile[],
): Promise<Readonly<{ kept: number; errors: readonly FieldError[] }>> {
  const { applicationId, requestId, room } = shelf;
  const present = await attachmentsOf(tx, applicationId);
  const counts = countByDocument(present.filter((attachment) => attachment.requestId === requestId));
  const errors: FieldError[] = [];
  let kept = 0;
  for (const { field, name, type, stored } of uploads) {
    const ofDocument = room.get(field);
    if (ofDocument === undefined) continue;
    const now = { ofDocument: counts[field] ?? 0, ofApplication: present.length + kept };
    const refusal = whyNoMore(now, { ofDocument, ofApplication: tx.config.limits.filesPerApplication });
    if (refusal !== null) {
      errors.push({ field, code: 'FILE-COUNT', message: `Файл «${name}» ${refusal} Код FILE-COUNT.` });
      continue;
    }
    const file = await tx.files.keep(stored, { name, type });
    const attachment = {
      id: tx.ids.next(),
      applicationId,
      requestId,
      documentId: field,
      fileId: file.id,
      addedAt: tx.clock.now(),
    };
    await insertAttachment(tx, { ...attachment, addedBy: actor.personId });
    counts[field] = now.ofDocument + 1;
    kept += 1;
  }
  return { kept, errors };
}
