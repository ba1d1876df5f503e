import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { isVisibleToStaff, toCase, type Case, type CaseRow } from '../../cases/index.ts';
import type { Application } from '../rules.ts';
import { toApplication, type ApplicationRow } from '../store.ts';
import type { DocumentRequest } from '../supplements/rules.ts';
import { requestColumns, toRequest, type JoinedRequest } from '../supplements/store.ts';

/** What was sent, with its case and what the department has asked for since, oldest request first. */
export type Sent = Readonly<{ record: Case; application: Application; requests: readonly DocumentRequest[] }>;

type Row = CaseRow & Omit<ApplicationRow, 'id'> & { application_row_id: string } & JoinedRequest;

/** An application of the open cabinet, in one statement. @throws NotFound for a stranger's, exactly as for a missing one */
export async function findOwnSent(ctx: Context, { party }: Actor, number: string): Promise<Sent> {
  return toSent(ctx, await ownRows(ctx.db, { number, kind: party.kind, owner: party.id }));
}

const ownRows = prepared<{ number: string; kind: string; owner: string }, Row>((db, { number, kind, owner }) =>
  sentRows(db, number).where({ 'c.owner_kind': kind, 'c.owner_id': owner }),
);
const rowsOfNumber = prepared<{ number: string }, Row>((db, { number }) => sentRows(db, number));

export type SentLine = Readonly<{ number: string; submittedAt: number }>;

/** The last application of the open cabinet for a service, or null. One statement. */
export async function latestSent(ctx: Context, { party }: Actor, slug: string): Promise<SentLine | null> {
  const row = (await ctx
    .db('applications as a')
    .join('cases as c', 'c.id', 'a.case_id')
    .where({ 'c.owner_kind': party.kind, 'c.owner_id': party.id, 'a.service_slug': slug })
    .orderBy('c.submitted_at', 'desc')
    .orderBy('c.id', 'desc')
    .first('c.number', 'c.submitted_at')) as { number: string; submitted_at: number } | undefined;
  return row === undefined ? null : { number: row.number, submittedAt: row.submitted_at };
}

/** An application that the official may see, in one statement. @throws NotFound for a missing one and another department's */
export async function findSentForStaff(ctx: Context, actor: Actor, number: string): Promise<Sent> {
  return demandVisible(toSent(ctx, await rowsOfNumber(ctx.db, { number })), actor);
}

/** @throws NotFound for an official of another department, as if there were no such application */
export function demandVisible(found: Sent, actor: Actor): Sent {
  if (!isVisibleToStaff(found.record, actor)) throw new NotFound();
  return found;
}

/**
 * The rows of an application: `cases as c`, `applications as a`, `document_requests as r`. A read model may join what it needs
 * besides; `toSent` reads the rows.
 */
export function sentRows(db: Knex, number: string): Knex.QueryBuilder {
  return db('cases as c')
    .join('applications as a', 'a.case_id', 'c.id')
    .leftJoin('document_requests as r', 'r.application_id', 'a.id')
    .where('c.number', number)
    .orderBy('r.id')
    .select(['a.*', 'c.*', 'a.id as application_row_id', ...requestColumns]);
}

/** What the rows tell: one for each request at least, or one without any. @throws NotFound when there are none */
export function toSent(ctx: Context, given: readonly unknown[]): Sent {
  const rows = given as readonly Row[];
  const [first] = rows;
  if (first === undefined) throw new NotFound();
  return {
    record: toCase(ctx, first),
    application: toApplication(ctx, { ...first, id: first.application_row_id }),
    requests: firstOfEach(rows, ({ request_id }) => request_id).flatMap((row) => toRequest(ctx, row) ?? []),
  };
}

/** What was joined besides may have doubled rows. */
export function firstOfEach<Row>(rows: readonly Row[], key: (row: Row) => string | null): Row[] {
  return rows.filter((row, at) => rows.findIndex((other) => key(other) === key(row)) === at);
}
