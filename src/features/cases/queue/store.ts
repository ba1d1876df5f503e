import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { prepared, preparedFor } from '../../../platform/db/prepared.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { kindOf, wholePortal, type KindCode } from '../kinds/list.ts';
import { toCase, type Case, type CaseRow } from '../records.ts';
import { isObserverOf, isOfficialOf, statusRule } from '../rules.ts';
import { surnameBlind } from '../store.ts';
import type { QueueTab } from './rules.ts';

/** Where a page of the queue begins: behind this case. */
export type QueueCursor = Readonly<{ paused: 0 | 1; at: number; id: string }>;
export type QueuePage = Readonly<{ items: readonly Case[]; next: QueueCursor | null }>;

/** Counts stop here; more reads «99+». */
export const countLimit = 100;

/**
 * A page of the queue that the actor works on: running terms by their end, overdue ones first, then those that stand still;
 * the tab of closed cases has the latest decision first. Empty for whoever is no official of this kind.
 */
export async function listQueue(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
  { tab, after, size }: Readonly<{ tab: QueueTab; after?: QueueCursor; size: number }>,
): Promise<QueuePage> {
  const scope = scopeOf(actor, kind);
  if (scope === null) return { items: [], next: null };
  const from = after === undefined ? 'top' : 'cursor';
  const values = { ...valuesOf(ctx, actor), ...(after ?? { paused: null, at: null, id: null }) };
  const rows = await pageQuery({ kind, scope, tab, from, limit: size + 1 })(ctx.db, values);
  const items = rows.slice(0, size).map((row) => toCase(ctx, row));
  return { items, next: rows.length > size ? cursorOf(items.at(-1)) : null };
}

type PageValues = Values & { paused: number | null; at: number | null; id: string | null };
type PageQuery = Readonly<{ kind: KindCode; scope: Scope; tab: QueueTab; from: 'top' | 'cursor'; limit: number }>;

const pageQuery = preparedFor(({ kind, scope, tab, from, limit }: PageQuery) =>
  prepared<PageValues, CaseRow>((db, at) => {
    const query = inTab(rowsOf(db, kind, scope, at), tab, kind, at);
    const columns = tab === 'closed' ? ['closed_at', 'id'] : ['paused', 'queue_at', 'id'];
    if (from === 'cursor') {
      if (tab === 'closed') void query.whereRaw('(closed_at, id) < (?, ?)', [at.at, at.id]);
      else void query.whereRaw('(paused, queue_at, id) > (?, ?, ?)', [at.paused, at.at, at.id]);
    }
    const order = tab === 'closed' ? 'desc' : 'asc';
    return query
      .orderBy(columns.map((column) => ({ column, order })))
      .limit(limit)
      .select();
  }),
);

/** How many cases stand behind each tab of the open queue, at most `countLimit` each; one statement. */
export async function countQueue(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
): Promise<Readonly<Record<Exclude<QueueTab, 'closed'>, number>>> {
  const scope = scopeOf(actor, kind);
  if (scope === null) return nothing;
  const [row] = await countQuery({ kind, scope })(ctx.db, valuesOf(ctx, actor));
  // PostgreSQL gives counts as text.
  return { ...nothing, ...Object.fromEntries(Object.entries(row ?? {}).map(([tab, count]) => [tab, Number(count)])) };
}

const nothing = { all: 0, mine: 0, overdue: 0, unassigned: 0, waiting: 0 };

const countQuery = preparedFor(({ kind, scope }: Readonly<{ kind: KindCode; scope: Scope }>) =>
  prepared<Values, Record<keyof typeof nothing, number | string>>((db, at) => {
    const counts = (Object.keys(nothing) as (keyof typeof nothing)[]).map((tab) => {
      const rows = inTab(rowsOf(db, kind, scope, at), tab, kind, at)
        .select(db.raw('1'))
        .limit(countLimit);
      return db.count('*').from(rows.as('counted')).as(tab);
    });
    return db.select(counts);
  }),
);

/**
 * The case that should be taken next: nobody's, waiting for the department, the earliest end of term; never the actor's own,
 * nor one of an organisation in `notOf`.
 */
export async function nextInQueue(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
  { notOf = [] }: Readonly<{ notOf?: readonly string[] }> = {},
): Promise<Case | null> {
  const scope = scopeOf(actor, kind);
  if (scope === null || isObserverOf(kindOf(kind), actor)) return null;
  const values = valuesOf(ctx, actor);
  const open = inTab(rowsOf(ctx.db, kind, scope, values), 'unassigned', kind, values).where('paused', 0);
  void open.whereNot('applicant_id', actor.personId).whereNotIn('owner_id', [...notOf]);
  const row = (await open.orderBy(['queue_at', 'id']).first()) as CaseRow | undefined;
  return row === undefined ? null : toCase(ctx, row);
}

/** Cases of the actor's queue whose applicant has exactly this surname, newest first; ё and е are one letter. */
export async function findBySurname(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
  surname: string,
  size: number,
): Promise<Case[]> {
  const scope = scopeOf(actor, kind);
  if (scope === null) return [];
  const rows = await rowsOf(ctx.db, kind, scope, valuesOf(ctx, actor))
    .where('surname_blind', surnameBlind(ctx, surname))
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(size);
  return (rows as CaseRow[]).map((row) => toCase(ctx, row));
}

/** How many open cases of the same kind and department stand before this one, at most `countLimit`. */
export async function countAhead(ctx: Context, { kind, department, queueAt, id }: Case): Promise<number> {
  if (queueAt === null) return 0;
  const before = ctx
    .db('cases')
    .where({ kind, department, paused: 0 })
    .whereRaw('(queue_at, id) < (?, ?)', [queueAt, id])
    .select(ctx.db.raw('1'))
    .limit(countLimit);
  const [row] = (await ctx.db.count({ count: '*' }).from(before.as('ahead'))) as { count: number | string }[];
  return Number(row?.count ?? 0);
}

/** What an official may see of a kind: everything, or what their department decides. */
type Scope = 'all' | 'department';
type Values = { personId: string; department: string | null; now: number };

/** Null for whoever is no official of this kind. */
function scopeOf(actor: Actor, kind: KindCode): Scope | null {
  const rules = kindOf(kind);
  const everywhere = isObserverOf(rules, actor) || actor.department === null || !rules.officials.ownDepartment;
  if (!isObserverOf(rules, actor) && !isOfficialOf(rules, actor.department ?? wholePortal, actor)) return null;
  return everywhere ? 'all' : 'department';
}

function valuesOf({ clock }: Context, { personId, department }: Actor): Values {
  return { personId, department, now: clock.now() };
}

function rowsOf(db: Knex, kind: KindCode, scope: Scope, at: Values): Knex.QueryBuilder {
  const rows = db('cases').where({ kind });
  return scope === 'all' ? rows : rows.where({ department: at.department });
}

function inTab(rows: Knex.QueryBuilder, tab: QueueTab, kind: KindCode, at: Values): Knex.QueryBuilder {
  if (tab === 'closed') return rows.whereNotNull('closed_at').whereNot('status', 'archived');
  void rows.whereNotNull('queue_at');
  if (tab === 'mine') return rows.where('assignee_id', at.personId);
  if (tab === 'unassigned') return rows.whereNull('assignee_id');
  if (tab === 'overdue') return rows.where('paused', 0).where('queue_at', '<', at.now);
  if (tab === 'waiting') return rows.whereIn('status', waitingStatuses(kind));
  return rows;
}

function waitingStatuses(kind: KindCode): string[] {
  const rules = kindOf(kind);
  return Object.keys(rules.statuses).filter((status) => statusRule(rules, status).turn === 'applicant');
}

function cursorOf(last: Case | undefined): QueueCursor | null {
  if (last === undefined) return null;
  return { paused: last.stoppedAt === null ? 0 : 1, at: last.closedAt ?? last.queueAt ?? 0, id: last.id };
}
