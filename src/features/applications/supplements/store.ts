import type { Context } from '../../../context.ts';
import type { DocumentRequest, RequestedDocument } from './rules.ts';

type Row = {
  id: string;
  application_id: string;
  asked_by: string;
  request_sealed: string;
  asked_at: number;
  due_at: number;
  answer_sealed: string | null;
  answered_at: number | null;
  read_at: number | null;
};

type Sealed = Readonly<{ askedByName: string; message: string; documents: readonly RequestedDocument[] }>;

/** A row of a read model that joins `document_requests as r`, where it may find none. */
export type JoinedRequest = { [Column in keyof Row as `request_${Column}`]: Row[Column] | null };

const columns = [
  'id',
  'application_id',
  'asked_by',
  'request_sealed',
  'asked_at',
  'due_at',
  'answer_sealed',
  'answered_at',
  'read_at',
] as const satisfies readonly (keyof Row)[];
export const requestColumns: readonly string[] = columns.map((name) => `r.${name} as request_${name}`);

/** The request of such a row, or null. */
export function toRequest(ctx: Context, joined: JoinedRequest): DocumentRequest | null {
  if (joined.request_id === null) return null;
  const row = Object.fromEntries(columns.map((name) => [name, joined[`request_${name}`]])) as Row;
  return opened(ctx, row);
}

export async function insertRequest(tx: Context, request: DocumentRequest): Promise<void> {
  const sealed: Sealed = { askedByName: request.askedByName, message: request.message, documents: request.documents };
  await tx.db('document_requests').insert({
    id: request.id,
    application_id: request.applicationId,
    asked_by: request.askedBy,
    request_sealed: tx.cipher.seal('document_requests.request', request.id, JSON.stringify(sealed)),
    asked_at: request.askedAt,
    due_at: request.dueAt,
  });
}

/** Keeps the words of an answer that is still being put together. */
export async function saveAnswerDraft(tx: Context, id: string, answer: string): Promise<void> {
  await tx
    .db('document_requests')
    .where({ id })
    .whereNull('answered_at')
    .update({ answer_sealed: sealAnswer(tx, id, answer) });
}

/** Closes a request with its answer once; false when it had been answered before. */
export async function closeRequest(tx: Context, id: string, answer: string, at: number): Promise<boolean> {
  const values = { answer_sealed: sealAnswer(tx, id, answer), answered_at: at };
  return (await tx.db('document_requests').where({ id }).whereNull('answered_at').update(values)) === 1;
}

/** Notes that the person has read the request; the first time counts. */
export async function saveReading(tx: Context, id: string, at: number): Promise<boolean> {
  return (await tx.db('document_requests').where({ id }).whereNull('read_at').update({ read_at: at })) === 1;
}

function sealAnswer(tx: Context, id: string, answer: string): string {
  return tx.cipher.seal('document_requests.answer', id, answer);
}

function opened(ctx: Context, row: Row): DocumentRequest {
  const sealed = ctx.cipher.openJson('document_requests.request', row.id, row.request_sealed) as Sealed;
  return {
    id: row.id,
    applicationId: row.application_id,
    askedBy: row.asked_by,
    askedByName: sealed.askedByName,
    message: sealed.message,
    documents: sealed.documents,
    askedAt: row.asked_at,
    dueAt: row.due_at,
    answer: row.answer_sealed === null ? null : ctx.cipher.open('document_requests.answer', row.id, row.answer_sealed),
    answeredAt: row.answered_at,
    readAt: row.read_at,
  };
}

/** Cases that still wait for documents although the time to answer has passed, oldest first. */
export async function unansweredCases(ctx: Context, now: number, limit: number): Promise<string[]> {
  const rows = (await ctx
    .db('cases')
    .where({ kind: 'application', status: 'documents_required' })
    .where('answer_due_at', '<', now)
    .orderBy('status_at')
    .limit(limit)
    .select('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}
