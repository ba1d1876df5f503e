import type { Context } from '../../../context.ts';
import type { StoredFile } from '../../../platform/files/file-store.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import type { Typed } from './rules.ts';
import { findDraft, writeDraft, type Draft } from './store.ts';

export type NewScan = Readonly<{ stored: StoredFile; name: string; type: string }>;

/**
 * Keeps what was typed and the copy of the passport until the request is sent, so that a mistake costs neither. A new copy
 * replaces the one that is there; `removeScan` takes it away.
 */
export async function saveDraft(
  ctx: Context,
  actor: Actor,
  { typed, scan, removeScan }: Readonly<{ typed: Typed; scan?: NewScan | undefined; removeScan: boolean }>,
): Promise<Draft> {
  return ctx.transaction(async (tx) => {
    const before = (await findDraft(tx, actor))?.scan ?? null;
    const kept = scan && (await tx.files.keep(scan.stored, { name: scan.name, type: scan.type }));
    const draft = { typed, scan: kept ?? (removeScan ? null : before) };
    if (before !== null && before.id !== draft.scan?.id) await tx.files.drop(before.id);
    await writeDraft(tx, actor, draft);
    return draft;
  });
}
