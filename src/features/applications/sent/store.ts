import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
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
  const owner = { 'c.owner_kind': party.kind, 'c.owner_id': party.id };
  return read(ctx, await sent(ctx, number).where(owner));
}

/** An application that the official may see, in one statement. @throws NotFound for a missing one and another department's */
export async function findSentForStaff(ctx: Context, actor: Actor, number: string): Promise<Sent> {
  const found = read(ctx, await sent(ctx, number));
  if (!isVisibleToStaff(found.record, actor)) throw new NotFound();
  return found;
}

function sent(ctx: Context, number: string): Knex.QueryBuilder {
  return ctx
    .db('cases as c')
    .join('applications as a', 'a.case_id', 'c.id')
    .leftJoin('document_requests as r', 'r.application_id', 'a.id')
    .where('c.number', number)
    .orderBy('r.id')
    .select(['a.*', 'c.*', 'a.id as application_row_id', ...requestColumns]);
}

/** A row for each request, or one without any. */
function read(ctx: Context, given: unknown): Sent {
  const rows = given as Row[];
  const [first] = rows;
  if (first === undefined) throw new NotFound();
  return {
    record: toCase(ctx, first),
    application: toApplication(ctx, { ...first, id: first.application_row_id }),
    requests: rows.flatMap((row) => toRequest(ctx, row) ?? []),
  };
}
