import type { Context } from '../../../context.ts';
import { lateTerm, type KeptField, type KeptForm } from './rules.ts';

type Row = { id: string; form_sealed: string; created_at: number };

/** So many forms are kept for one person: whoever has an ended session could send them without end. */
const most = 10;

/** Keeps a form, encrypted, for half an hour, and the latest ten of a person; answers its id. */
export async function insertForm(
  ctx: Context,
  personId: string,
  path: string,
  fields: readonly KeptField[],
): Promise<string> {
  const id = ctx.ids.next();
  const now = ctx.clock.now();
  await ctx.db('late_forms').insert({
    id,
    person_id: personId,
    form_sealed: ctx.cipher.seal('late_forms.form', id, JSON.stringify({ path, fields })),
    created_at: now,
    expires_at: now + lateTerm,
  });
  const latest = ctx.db('late_forms').where({ person_id: personId }).orderBy('id', 'desc').limit(most).select('id');
  await ctx.db('late_forms').where({ person_id: personId }).whereNotIn('id', latest).delete();
  return id;
}

/** A kept form of this very person, or null. */
export async function findForm(ctx: Context, personId: string, id: string): Promise<KeptForm | null> {
  const row = (await ctx
    .db('late_forms')
    .where({ id, person_id: personId })
    .where('expires_at', '>', ctx.clock.now())
    .first('id', 'form_sealed', 'created_at')) as Row | undefined;
  if (row === undefined) return null;
  const form = ctx.cipher.openJson('late_forms.form', row.id, row.form_sealed) as Pick<KeptForm, 'path' | 'fields'>;
  return { id: row.id, at: row.created_at, ...form };
}

export async function deleteForm(ctx: Context, personId: string, id: string): Promise<void> {
  await ctx.db('late_forms').where({ id, person_id: personId }).delete();
}

export async function sweepForms(ctx: Context): Promise<void> {
  await ctx.db('late_forms').where('expires_at', '<', ctx.clock.now()).delete();
}
