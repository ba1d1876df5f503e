import type { Context } from '../../context.ts';
import type { ProfileEntries } from './rules.ts';

type Row = { person_id: string; entries_sealed: string; revision: number };

/** The stored entries of a person; none yet is an empty profile of revision 0. */
export async function readEntries(
  ctx: Context,
  personId: string,
): Promise<{ entries: ProfileEntries; revision: number }> {
  const row = (await ctx
    .db('profiles')
    .where({ person_id: personId })
    .first('person_id', 'entries_sealed', 'revision')) as Row | undefined;
  if (row === undefined) return { entries: {}, revision: 0 };
  return { entries: openEntries(ctx, personId, row.entries_sealed), revision: row.revision };
}

/** What `profiles.entries_sealed` of a person holds; nothing when there is no such row. */
export function openEntries(
  { cipher }: Pick<Context, 'cipher'>,
  personId: string,
  sealed: string | null,
): ProfileEntries {
  return sealed === null ? {} : (cipher.openJson('profiles.entries', personId, sealed) as ProfileEntries);
}

/** Stores the entries over exactly the revision that was read; false when somebody else was faster. */
export async function writeEntries(
  ctx: Context,
  personId: string,
  entries: ProfileEntries,
  revision: number,
): Promise<boolean> {
  const sealed = ctx.cipher.seal('profiles.entries', personId, JSON.stringify(entries));
  const values = { entries_sealed: sealed, updated_at: ctx.clock.now(), revision: revision + 1 };
  if (revision > 0) return (await ctx.db('profiles').where({ person_id: personId, revision }).update(values)) === 1;
  const inserted = await ctx
    .db('profiles')
    .insert({ person_id: personId, ...values })
    .onConflict('person_id')
    .ignore()
    .returning('person_id');
  return inserted.length === 1;
}
