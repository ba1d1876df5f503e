import type { Context } from '../../../context.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import type { KindCode } from '../kinds/list.ts';
import { toCase, type Case, type CaseRow } from '../records.ts';

export type OwnFilter = Readonly<{
  kinds?: readonly KindCode[];
  statuses?: readonly string[];
  /** Whole number, as `checkNumber` gives it. */
  number?: string;
  /** Submitted at or after, at or before; UTC ms. */
  from?: number;
  to?: number;
  order?: 'newest' | 'oldest';
}>;

export type OwnCursor = Readonly<{ at: number; id: string }>;
export type OwnPage = Readonly<{ items: readonly Case[]; next: OwnCursor | null }>;

/** A page of the cases of the party that the actor acts for, by the time they were submitted. */
export async function listOwnCases(
  ctx: Context,
  actor: Actor,
  filter: OwnFilter,
  { after, size }: Readonly<{ after?: OwnCursor; size: number }>,
): Promise<OwnPage> {
  const { kinds, statuses, number, from, to, order = 'newest' } = filter;
  const query = ctx.db('cases').where({ owner_kind: actor.party.kind, owner_id: actor.party.id });
  if (kinds) void query.whereIn('kind', [...kinds]);
  if (statuses) void query.whereIn('status', [...statuses]);
  if (number !== undefined) void query.where({ number });
  if (from !== undefined) void query.where('submitted_at', '>=', from);
  if (to !== undefined) void query.where('submitted_at', '<=', to);
  const direction = order === 'newest' ? 'desc' : 'asc';
  if (after) void query.whereRaw(`(submitted_at, id) ${direction === 'desc' ? '<' : '>'} (?, ?)`, [after.at, after.id]);
  void query.orderBy([
    { column: 'submitted_at', order: direction },
    { column: 'id', order: direction },
  ]);
  const rows = (await query.limit(size + 1)) as CaseRow[];
  const items = rows.slice(0, size).map((row) => toCase(ctx, row));
  const last = items.at(-1);
  return { items, next: rows.length > size && last ? { at: last.submittedAt, id: last.id } : null };
}

/** The latest case of one kind that belongs to the actor's party, or null. */
export async function latestOwnCase(ctx: Context, actor: Actor, kind: KindCode): Promise<Case | null> {
  const { items } = await listOwnCases(ctx, actor, { kinds: [kind] }, { size: 1 });
  return items[0] ?? null;
}
