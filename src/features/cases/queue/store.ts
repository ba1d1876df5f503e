import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
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
  const scope = scopeOf(ctx, actor, kind);
  if (scope === null) return { items: [], next: null };
  const query = inTab(scope, tab, actor, ctx.clock.now(), kind);
  if (tab === 'closed') {
    if (after) void query.whereRaw('(closed_at, id) < (?, ?)', [after.at, after.id]);
    void query.orderBy([
      { column: 'closed_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ]);
  } else {
    if (after) void query.whereRaw('(paused, queue_at, id) > (?, ?, ?)', [after.paused, after.at, after.id]);
    void query.orderBy(['paused', 'queue_at', 'id']);
  }
  const rows = (await query.limit(size + 1)) as CaseRow[];
  const items = rows.slice(0, size).map((row) => toCase(ctx, row));
  return { items, next: rows.length > size ? cursorOf(items.at(-1)) : null };
}

/** How many cases stand behind each tab of the open queue, at most `countLimit` each; one statement. */
export async function countQueue(
  ctx: Context,
  actor: Actor,
  kind: KindCode,
): Promise<Readonly<Record<Exclude<QueueTab, 'closed'>, number>>> {
  const none = { all: 0, mine: 0, overdue: 0, unassigned: 0, waiting: 0 };
  if (scopeOf(ctx, actor, kind) === null) return none;
  const now = ctx.clock.now();
  const columns = (Object.keys(none) as (keyof typeof none)[]).map((tab) => {
    const rows = inTab(scopeOf(ctx, actor, kind) ?? ctx.db('cases'), tab, actor, now, kind)
      .select(ctx.db.raw('1'))
      .limit(countLimit);
    return ctx.db.count('*').from(rows.as('counted')).as(tab);
  });
  const [row] = (await ctx.db.select(columns)) as Record<keyof typeof none, number | string>[];
  // PostgreSQL gives counts as text.
  return { ...none, ...Object.fromEntries(Object.entries(row ?? {}).map(([tab, count]) => [tab, Number(count)])) };
}

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
  const scope = scopeOf(ctx, actor, kind);
  if (scope === null || isObserverOf(kindOf(kind), actor)) return null;
  const open = inTab(scope, 'unassigned', actor, ctx.clock.now(), kind).where('paused', 0);
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
  const scope = scopeOf(ctx, actor, kind);
  if (scope === null) return [];
  const rows = await scope
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

/** The rows of this kind that the actor may see as an official, or null for none. */
function scopeOf(ctx: Context, actor: Actor, kind: KindCode): Knex.QueryBuilder | null {
  const rules = kindOf(kind);
  const everywhere = isObserverOf(rules, actor) || actor.department === null || !rules.officials.ownDepartment;
  if (!isObserverOf(rules, actor) && !isOfficialOf(rules, actor.department ?? wholePortal, actor)) return null;
  const scope = ctx.db('cases').where({ kind });
  return everywhere ? scope : scope.where({ department: actor.department });
}

function inTab(scope: Knex.QueryBuilder, tab: QueueTab, actor: Actor, now: number, kind: KindCode): Knex.QueryBuilder {
  if (tab === 'closed') return scope.whereNotNull('closed_at').whereNot('status', 'archived');
  void scope.whereNotNull('queue_at');
  if (tab === 'mine') return scope.where('assignee_id', actor.personId);
  if (tab === 'unassigned') return scope.whereNull('assignee_id');
  if (tab === 'overdue') return scope.where('paused', 0).where('queue_at', '<', now);
  if (tab === 'waiting') return scope.whereIn('status', waitingStatuses(kind));
  return scope;
}

function waitingStatuses(kind: KindCode): string[] {
  const rules = kindOf(kind);
  return Object.keys(rules.statuses).filter((status) => statusRule(rules, status).turn === 'applicant');
}

function cursorOf(last: Case | undefined): QueueCursor | null {
  if (last === undefined) return null;
  return { paused: last.stoppedAt === null ? 0 : 1, at: last.closedAt ?? last.queueAt ?? 0, id: last.id };
}
