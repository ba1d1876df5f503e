import type { Context } from '../../../context.ts';
import { joinedFile, type KeptFile, type MaybeFile } from '../../../platform/files/file-store.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { scansIn } from '../scans/store.ts';
import type { Typed } from './rules.ts';

export type Draft = Readonly<{ typed: Typed; scans: readonly KeptFile[] }>;
type Row = { person_id: string; typed_sealed: string };

/** What the actor has typed of their next request, with the copies in the order of adding, or null. */
export async function findDraft(ctx: Context, { personId }: Pick<Actor, 'personId'>): Promise<Draft | null> {
  const rows = (await ctx
    .db('confirmation_drafts as d')
    .leftJoin('confirmation_scans as s', (scans) => {
      scans.on('s.person_id', 'd.person_id').onNull('s.confirmation_id');
    })
    .leftJoin('files as f', 'f.id', 's.file_id')
    .where('d.person_id', personId)
    .orderBy('s.file_id')
    .select(['d.*', ...joinedFile])) as (Row & MaybeFile)[];
  const [row] = rows;
  if (row === undefined) return null;
  const typed = ctx.cipher.openJson('confirmation_drafts.typed', personId, row.typed_sealed) as Typed;
  return { typed, scans: scansIn(ctx, rows) };
}

export async function writeDraft(tx: Context, { personId }: Pick<Actor, 'personId'>, typed: Typed): Promise<void> {
  const columns = {
    typed_sealed: tx.cipher.seal('confirmation_drafts.typed', personId, JSON.stringify(typed)),
    saved_at: tx.clock.now(),
  };
  await tx
    .db('confirmation_drafts')
    .insert({ person_id: personId, ...columns })
    .onConflict('person_id')
    .merge(columns);
}

/** Forgets a draft; its copies have gone with the request that it became, or must be dropped by the caller. */
export async function deleteDraft(tx: Context, personId: string): Promise<void> {
  await tx.db('confirmation_drafts').where({ person_id: personId }).delete();
}

/** Whose drafts nobody has touched since a moment (UTC ms). */
export async function staleDrafts(ctx: Context, before: number): Promise<string[]> {
  return ctx.db('confirmation_drafts').where('saved_at', '<', before).limit(500).pluck<string[]>('person_id');
}
