import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { joinedFile, type KeptFile, type MaybeFile } from '../../platform/files/file-store.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { toCase, type Case, type CaseRow } from '../cases/index.ts';
import type { Identity, Refusal } from './rules.ts';
import { dropScans, scansIn } from './scans/store.ts';

/** A request as it stands beside its case. */
export type Confirmation = Readonly<{
  id: string;
  caseId: string;
  personId: string;
  /** Wiped once it has served its purpose. */
  identity: Identity | null;
  /** The copy of the passport, in the order of adding; deleted with the decision. */
  scans: readonly KeptFile[];
  refusal: Refusal | null;
  sentAt: number;
  decidedAt: number | null;
}>;

/** What is known of a request without its copies. */
type Stated = Omit<Confirmation, 'scans'>;

type Row = {
  id: string;
  case_id: string;
  person_id: string;
  data_sealed: string | null;
  refusal_sealed: string | null;
  sent_at: number;
  decided_at: number | null;
};

/** Gives the id of the new request. */
export async function insertConfirmation(
  tx: Context,
  request: Readonly<{ caseId: string; personId: string; identity: Identity; sentAt: number }>,
): Promise<string> {
  const id = tx.ids.next();
  await tx.db('confirmations').insert({
    id,
    case_id: request.caseId,
    person_id: request.personId,
    data_sealed: tx.cipher.seal('confirmations.data', id, JSON.stringify(request.identity)),
    sent_at: request.sentAt,
  });
  return id;
}

/** The request behind a case that the caller has loaded through the actor. @throws NotFound */
export async function confirmationOfCase(ctx: Context, caseId: string): Promise<Confirmation> {
  const rows = (await ctx
    .db('confirmations as q')
    .leftJoin('confirmation_scans as s', 's.confirmation_id', 'q.id')
    .leftJoin('files as f', 'f.id', 's.file_id')
    .where('q.case_id', caseId)
    .orderBy('s.file_id')
    .select(['q.*', ...joinedFile])) as (Row & MaybeFile)[];
  const [row] = rows;
  if (row === undefined) throw new NotFound();
  return { ...toStated(ctx, row), scans: scansIn(ctx, rows) };
}

export type Request = Readonly<{ record: Case; request: Stated }>;

/** The person's latest request with its case, in one statement, or null. */
export async function latestRequest(ctx: Context, { personId }: Pick<Actor, 'personId'>): Promise<Request | null> {
  const row = (await ctx
    .db('cases as c')
    .join('confirmations as q', 'q.case_id', 'c.id')
    .where({ 'c.owner_kind': 'person', 'c.owner_id': personId })
    .orderBy([
      { column: 'c.submitted_at', order: 'desc' },
      { column: 'c.id', order: 'desc' },
    ])
    .first(['q.*', 'c.*', 'q.id as request_row_id'])) as
    (CaseRow & Omit<Row, 'id'> & { request_row_id: string }) | undefined;
  if (row === undefined) return null;
  return { record: toCase(ctx, row), request: toStated(ctx, { ...row, id: row.request_row_id }) };
}

/** When a person sent their latest requests, newest first, UTC ms. */
export async function sendingTimes(ctx: Context, personId: string, limit: number): Promise<number[]> {
  const rows = (await ctx
    .db('confirmations')
    .where({ person_id: personId })
    .orderBy('sent_at', 'desc')
    .limit(limit)
    .select('sent_at')) as Pick<Row, 'sent_at'>[];
  return rows.map((row) => row.sent_at);
}

/** Enters the decision. The pictures go at once; of an approved request the data go, too: they are the profile now. */
export async function closeConfirmation(
  tx: Context,
  { id, scans }: Confirmation,
  refusal: Refusal | null,
): Promise<void> {
  const refused = refusal && tx.cipher.seal('confirmations.refusal', id, JSON.stringify(refusal));
  await tx
    .db('confirmations')
    .where({ id })
    .update({
      decided_at: tx.clock.now(),
      refusal_sealed: refused,
      ...(refusal === null && { data_sealed: null }),
    });
  await dropScans(tx, scans);
}

/** Wipes the data of requests that were decided before a moment (UTC ms); returns how many there were. */
export async function wipeDecided(ctx: Context, before: number): Promise<number> {
  const old = ctx.db('confirmations').where('decided_at', '<', before).whereNotNull('data_sealed');
  return old.update({ data_sealed: null });
}

function toStated({ cipher }: Context, row: Row): Stated {
  const open = (column: string, sealed: string | null): unknown =>
    sealed === null ? null : cipher.openJson(`confirmations.${column}`, row.id, sealed);
  return {
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    identity: open('data', row.data_sealed) as Identity | null,
    refusal: open('refusal', row.refusal_sealed) as Refusal | null,
    sentAt: row.sent_at,
    decidedAt: row.decided_at,
  };
}
