import type { Context } from '../../../context.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { InspectedFile } from '../../../http/inspected-uploads.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { noRoomWords } from '../../../platform/values/upload-limits.ts';
import { mostScans } from '../rules.ts';
import { addScan, dropScans } from '../scans/store.ts';
import type { Typed } from './rules.ts';
import { findDraft, writeDraft, type Draft } from './store.ts';

export type NewScan = Pick<InspectedFile, 'name' | 'type' | 'stored'>;
export type Saved = Readonly<{ draft: Draft; errors: readonly FieldError[] }>;

/**
 * Keeps what was typed and the copies of the passport until the request is sent, so that a mistake costs neither. New copies
 * join those that are there, `remove` takes one of these away by its id. Tells file by file what found no room.
 */
export async function saveDraft(
  ctx: Context,
  actor: Actor,
  { typed, uploads, remove }: Readonly<{ typed: Typed; uploads: readonly NewScan[]; remove: string }>,
): Promise<Saved> {
  return ctx.transaction(async (tx) => {
    // Written first: the row keeps another form of the same person waiting until the copies are counted.
    await writeDraft(tx, actor, typed);
    const before = (await findDraft(tx, actor))?.scans ?? [];
    const removed = before.filter(({ id }) => id === remove);
    await dropScans(tx, removed);
    const scans = before.filter(({ id }) => id !== remove);
    const room = mostScans - scans.length;
    for (const { stored, name, type } of uploads.slice(0, room)) {
      const kept = await tx.files.keep(stored, { name, type });
      await addScan(tx, actor.personId, kept.id);
      scans.push(kept);
    }
    return { draft: { typed, scans }, errors: uploads.slice(room).map(withoutRoom) };
  });
}

function withoutRoom({ name }: NewScan): FieldError {
  const code = 'FILE-COUNT';
  return { field: 'scan', code, message: `Файл «${name}» ${noRoomWords(mostScans)} Код ${code}.` };
}
