import type { Context } from '../../../context.ts';
import { joinedFile, toFileOrNull, type KeptFile, type MaybeFile } from '../../../platform/files/file-store.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import type { Typed } from './rules.ts';

export type Draft = Readonly<{ typed: Typed; scan: KeptFile | null }>;
type Row = { person_id: string; typed_sealed: string; scan_file_id: string | null };

/** What the actor has typed of their next request, or null. */
export async function findDraft(ctx: Context, { personId }: Pick<Actor, 'personId'>): Promise<Draft | null> {
  const row = (await ctx
    .db('confirmation_drafts as d')
    .leftJoin('files as f', 'f.id', 'd.scan_file_id')
    .where('d.person_id', personId)
    .first(['d.*', ...joinedFile])) as (Row & MaybeFile) | undefined;
  if (row === undefined) return null;
  const typed = ctx.cipher.openJson('confirmation_drafts.typed', personId, row.typed_sealed) as Typed;
  return { typed, scan: toFileOrNull(ctx.cipher, row) };
}

export async function writeDraft(tx: Context, { personId }: Pick<Actor, 'personId'>, draft: Draft): Promise<void> {
  const columns = {
    typed_sealed: tx.cipher.seal('confirmation_drafts.typed', personId, JSON.stringify(draft.typed)),
    scan_file_id: draft.scan?.id ?? null,
    saved_at: tx.clock.now(),
  };
  await tx
    .db('confirmation_drafts')
    .insert({ person_id: personId, ...columns })
    .onConflict('person_id')
    .merge(columns);
}

/** Forgets a draft; its scan stays with the request that it became, or must be dropped by the caller. */
export async function deleteDraft(tx: Context, personId: string): Promise<void> {
  await tx.db('confirmation_drafts').where({ person_id: personId }).delete();
}

/** Drafts that nobody has touched since a moment (UTC ms). */
export async function staleDrafts(
  ctx: Context,
  before: number,
): Promise<{ personId: string; scanFileId: string | null }[]> {
  const rows = (await ctx
    .db('confirmation_drafts')
    .where('saved_at', '<', before)
    .limit(500)
    .select('person_id', 'scan_file_id')) as Pick<Row, 'person_id' | 'scan_file_id'>[];
  return rows.map((row) => ({ personId: row.person_id, scanFileId: row.scan_file_id }));
}
