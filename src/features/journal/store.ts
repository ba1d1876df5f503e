import type { Knex } from 'knex';
import type { Context } from '../../context.ts';
import { openAudit } from '../../platform/audit.ts';
import { auditColumns, type AuditContents, type AuditRow } from '../../platform/audit-row.ts';
import type { Actor, Party } from '../../platform/values/actor.ts';
import { actsOfKind } from './acts.ts';
import type { JournalFilter } from './rules.ts';

/** An entry of a person's journal. `at` in UTC ms. */
export type Entry = Readonly<{
  id: string;
  at: number;
  act: string;
  result: string;
  /** Who acted: the person, the portal itself, or somebody else (with the department of an official). */
  by: 'self' | 'portal' | 'official' | 'other';
  department: string | null;
  party: Party | null;
  subject: string | null;
  /** Null when it was erased, or cannot be read. */
  contents: AuditContents | null;
}>;

/** Where a page begins: behind this entry. */
export type JournalCursor = Readonly<{ at: number; id: string }>;

type Row = AuditRow & { key_sealed: string | null; roles: string | null; department: string | null };

/** What concerns the person, newest first: their own acts, those of others on their data. One statement. */
export async function listEntries(
  ctx: Context,
  { personId }: Pick<Actor, 'personId'>,
  filter: JournalFilter,
  { after, limit }: Readonly<{ after: JournalCursor | null; limit: number }>,
): Promise<Entry[]> {
  const query = narrowed(ctx.db('audit_entries as e').where('e.person_id', personId), filter);
  if (after !== null) void query.whereRaw('(e.at, e.id) < (?, ?)', [after.at, after.id]);
  const rows = (await query
    .leftJoin('audit_keys as k', 'k.id', 'e.key_id')
    .leftJoin('people as a', 'a.id', 'e.actor_id')
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .select([...auditColumns.map((column) => `e.${column}`), 'k.key_sealed', 'a.roles', 'a.department'])) as Row[];
  return rows.map((row) => toEntry(ctx, row));
}

function narrowed(query: Knex.QueryBuilder, { kind, from, to }: JournalFilter): Knex.QueryBuilder {
  const acts = kind === undefined ? null : actsOfKind(kind);
  if (acts !== null)
    void ('only' in acts ? query.whereIn('e.act', acts.only) : query.whereNotIn('e.act', acts.without));
  if (from !== undefined) void query.where('e.at', '>=', from);
  if (to !== undefined) void query.where('e.at', '<=', to);
  return query;
}

function toEntry({ cipher }: Context, row: Row): Entry {
  const { owner_kind: kind, owner_id: id } = row;
  const party = kind === null || id === null ? null : { kind: kind as Party['kind'], id };
  const { id: entryId, at, act, result, subject, department } = row;
  return { id: entryId, at, act, result, by: actorOf(row), department, party, subject, contents: open(cipher, row) };
}

function actorOf({ actor_id, person_id, roles }: Row): Entry['by'] {
  if (actor_id === null) return 'portal';
  if (actor_id === person_id) return 'self';
  return roles === null || roles === '[]' ? 'other' : 'official';
}

/** An entry that was spoiled is shown without its contents; `audit verify` names it. */
function open(cipher: Context['cipher'], row: Row): AuditContents | null {
  try {
    return openAudit(cipher, row);
  } catch {
    return null;
  }
}
