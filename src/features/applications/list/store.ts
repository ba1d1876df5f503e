import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { statusOrder, type ListFilter } from './rules.ts';

/** A line of the list: a case of the party, as far as the list shows it. Times in UTC ms. */
export type ApplicationLine = Readonly<{
  id: string;
  number: string;
  title: string;
  status: string;
  statusAt: number;
  submittedAt: number;
  dueAt: number | null;
  stopped: boolean;
  answerDueAt: number | null;
  hasResult: boolean;
}>;

/** Where a page begins: behind this line. `rank` is the place of its status; `key` its id, its number where numbers order. */
export type ListCursor = Readonly<{ rank: number; at: number; key: string }>;
export type ListPage = Readonly<{ lines: readonly ApplicationLine[]; next: ListCursor | null; found: number }>;

/** Counting stops here; more reads «99+». */
export const countLimit = 100;

type Row = {
  id: string;
  number: string;
  title: string;
  status: string;
  status_at: number;
  submitted_at: number;
  due_at: number | null;
  paused: number;
  answer_due_at: number | null;
  result_file_id: string | null;
};

type Party = { kind: string; id: string };

const servicesOf = prepared<Party, { slug: string; title: string }>((db, party) =>
  scope(db, party)
    .groupBy('a.service_slug', 'c.title')
    .orderBy('last', 'desc')
    .select('a.service_slug as slug', 'c.title')
    .max({ last: 'c.submitted_at' }),
);

/** Services of which the party has applications, for the filter: slug and title, newest first. */
export async function ownServices(ctx: Context, { party }: Actor): Promise<{ slug: string; title: string }[]> {
  const rows = await servicesOf(ctx.db, party);
  return rows.map(({ slug, title }) => ({ slug, title }));
}

const pageSize = 20;

/** A page of the applications of the actor's party, and how many there are in all (at most `countLimit`). */
export async function listApplications(
  ctx: Context,
  { party }: Actor,
  filter: Narrowing,
  after: ListCursor | null,
): Promise<ListPage> {
  const isFirst = after === null && isAsOpened(filter);
  const rows = isFirst ? await firstRows(ctx.db, party) : await someRows(ctx, party, filter, after);
  const lines = rows.slice(0, pageSize).map(toLine);
  const last = lines.at(-1);
  const next = rows.length > pageSize && last ? cursorOf(filter.order, last) : null;
  // Who sees all of it needs no count.
  if (after === null && next === null) return { lines, next, found: lines.length };
  const [row] = isFirst ? await firstCount(ctx.db, party) : await counted(ctx.db, party, filter);
  return { lines, next, found: Number(row?.found ?? 0) };
}

const asOpened: ListFilter = { archive: false, order: 'date' };

/** Whether nobody has narrowed or ordered anything yet: so most people see the list, and its statements are kept. */
function isAsOpened(filter: Narrowing): boolean {
  return !filter.archive && filter.order === 'date' && Object.keys(filter).length === Object.keys(asOpened).length;
}

const firstRows = prepared<Party, Row>((db, party) => page(db, party, asOpened, null));
const firstCount = prepared<Party, Count>((db, party) => counted(db, party, asOpened));

async function someRows(ctx: Context, party: Party, filter: Narrowing, after: ListCursor | null): Promise<Row[]> {
  return (await page(ctx.db, party, filter, after)) as Row[];
}

function page(db: Knex, party: Party, filter: Narrowing, after: ListCursor | null): Knex.QueryBuilder {
  const query = narrowed(scope(db, party), filter);
  if (after !== null) void query.whereRaw(...behind(filter.order, after));
  if (filter.order === 'number') void query.orderBy('c.number', 'desc');
  else if (filter.order === 'date')
    void query.orderBy([
      { column: 'c.submitted_at', order: 'desc' },
      { column: 'c.id', order: 'desc' },
    ]);
  else void query.orderByRaw(`${rank} asc, c.submitted_at desc, c.id desc`);
  return query.limit(pageSize + 1).select(columns);
}

type Count = { found: number | string };

function counted(db: Knex, party: Party, filter: Narrowing): Knex.QueryBuilder<object, Count[]> {
  const some = narrowed(scope(db, party), filter).select('c.id').limit(countLimit).as('some');
  return db(some).count({ found: '*' });
}

const columns = [
  'c.id',
  'c.number',
  'c.title',
  'c.status',
  'c.status_at',
  'c.submitted_at',
  'c.due_at',
  'c.paused',
  'c.answer_due_at',
  'a.result_file_id',
];

function scope(db: Knex, { kind, id }: Party): Knex.QueryBuilder {
  return db('cases as c')
    .join('applications as a', 'a.case_id', 'c.id')
    .where({ 'c.owner_kind': kind, 'c.owner_id': id });
}

type Narrowing = ListFilter & Readonly<{ titles?: readonly string[] }>;

function narrowed(query: Knex.QueryBuilder, filter: Narrowing): Knex.QueryBuilder {
  void (filter.archive ? query.where('c.status', 'archived') : query.whereNot('c.status', 'archived'));
  if (filter.number !== undefined) void query.where('c.number', filter.number);
  if (filter.titles !== undefined) void query.whereIn('c.title', [...filter.titles]);
  if (filter.slug !== undefined) void query.where('a.service_slug', filter.slug);
  if (filter.status !== undefined) void query.where('c.status', filter.status);
  if (filter.from !== undefined) void query.where('c.submitted_at', '>=', filter.from);
  if (filter.to !== undefined) void query.where('c.submitted_at', '<=', filter.to);
  return query;
}

/** The place of a status, as an expression of the database; the statuses are ours, nothing typed gets in. */
const rank = `(case c.status ${statusOrder.map((status, place) => `when '${status}' then ${place}`).join(' ')} else ${statusOrder.length} end)`;

function rankOfStatus(status: string): number {
  const place = statusOrder.findIndex((one) => one === status);
  return place === -1 ? statusOrder.length : place;
}

function cursorOf(order: ListFilter['order'], { id, number, status, submittedAt }: ApplicationLine): ListCursor {
  return { rank: rankOfStatus(status), at: submittedAt, key: order === 'number' ? number : id };
}

function behind(order: ListFilter['order'], after: ListCursor): [string, (string | number)[]] {
  const { at, key } = after;
  if (order === 'number') return ['c.number < ?', [key]];
  if (order === 'date') return ['(c.submitted_at, c.id) < (?, ?)', [at, key]];
  return [`(${rank} > ? or (${rank} = ? and (c.submitted_at, c.id) < (?, ?)))`, [after.rank, after.rank, at, key]];
}

function toLine(row: Row): ApplicationLine {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status: row.status,
    statusAt: row.status_at,
    submittedAt: row.submitted_at,
    dueAt: row.due_at,
    stopped: row.paused === 1,
    answerDueAt: row.answer_due_at,
    hasResult: row.result_file_id !== null,
  };
}
