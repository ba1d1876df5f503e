import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import { joinedFile, toFileOrNull, type KeptFile, type MaybeFile } from '../../platform/files/file-store.ts';
import type { Actor } from '../../platform/values/actor.ts';
import { toCase, type Case, type CaseRow } from '../cases/index.ts';
import type { Identity, Refusal } from './rules.ts';

/** A request as it stands beside its case. */
export type Confirmation = Readonly<{
  id: string;
  caseId: string;
  personId: string;
  /** Wiped once it has served its purpose. */
  identity: Identity | null;
  /** Deleted with the decision. */
  scan: KeptFile | null;
  refusal: Refusal | null;
  sentAt: number;
  decidedAt: number | null;
}>;

type Row = {
  id: string;
  case_id: string;
  person_id: string;
  data_sealed: string | null;
  scan_file_id: string | null;
  refusal_sealed: string | null;
  sent_at: number;
  decided_at: number | null;
};

export async function insertConfirmation(
  tx: Context,
  request: Readonly<{ caseId: string; personId: string; identity: Identity; scanFileId: string; sentAt: number }>,
): Promise<void> {
  const id = tx.ids.next();
  await tx.db('confirmations').insert({
    id,
    case_id: request.caseId,
    person_id: request.personId,
    data_sealed: tx.cipher.seal('confirmations.data', id, JSON.stringify(request.identity)),
    scan_file_id: request.scanFileId,
    sent_at: request.sentAt,
  });
}

/** The request behind a case that the caller has loaded through the actor. @throws NotFound */
export async function confirmationOfCase(ctx: Context, caseId: string): Promise<Confirmation> {
  const row = (await ctx
    .db('confirmations as q')
    .leftJoin('files as f', 'f.id', 'q.scan_file_id')
    .where('q.case_id', caseId)
    .first(['q.*', ...joinedFile])) as Joined | undefined;
  if (row === undefined) throw new NotFound();
  return toConfirmation(ctx, row);
}

export type Request = Readonly<{ record: Case; request: Confirmation }>;

/** The person's latest request with its case, in one statement, or null. */
export async function latestRequest(ctx: Context, { personId }: Pick<Actor, 'personId'>): Promise<Request | null> {
  const row = (await ctx
    .db('cases as c')
    .join('confirmations as q', 'q.case_id', 'c.id')
    .leftJoin('files as f', 'f.id', 'q.scan_file_id')
    .where({ 'c.owner_kind': 'person', 'c.owner_id': personId })
    .orderBy([
      { column: 'c.submitted_at', order: 'desc' },
      { column: 'c.id', order: 'desc' },
    ])
    .first(['q.*', 'c.*', 'q.id as request_row_id', ...joinedFile])) as
    (CaseRow & Omit<Joined, 'id'> & { request_row_id: string }) | undefined;
  if (row === undefined) return null;
  return { record: toCase(ctx, row), request: toConfirmation(ctx, { ...row, id: row.request_row_id }) };
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
  { id, scan }: Confirmation,
  refusal: Refusal | null,
): Promise<void> {
  const refused = refusal && tx.cipher.seal('confirmations.refusal', id, JSON.stringify(refusal));
  await tx
    .db('confirmations')
    .where({ id })
    .update({
      decided_at: tx.clock.now(),
      scan_file_id: null,
      refusal_sealed: refused,
      ...(refusal === null && { data_sealed: null }),
    });
  if (scan !== null) await tx.files.drop(scan.id);
}

/** Wipes the data of requests that were decided before a moment (UTC ms); returns how many there were. */
export async function wipeDecided(ctx: Context, before: number): Promise<number> {
  const old = ctx.db('confirmations').where('decided_at', '<', before).whereNotNull('data_sealed');
  return old.update({ data_sealed: null });
}

type Joined = Row & MaybeFile;

function toConfirmation({ cipher }: Context, row: Joined): Confirmation {
  const open = (column: string, sealed: string | null): unknown =>
    sealed === null ? null : cipher.openJson(`confirmations.${column}`, row.id, sealed);
  return {
    id: row.id,
    caseId: row.case_id,
    personId: row.person_id,
    identity: open('data', row.data_sealed) as Identity | null,
    scan: toFileOrNull(cipher, row),
    refusal: open('refusal', row.refusal_sealed) as Refusal | null,
    sentAt: row.sent_at,
    decidedAt: row.decided_at,
  };
}
