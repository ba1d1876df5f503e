import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { prepared } from '../../../platform/db/prepared.ts';
import { joinedFile, toKeptFile, type JoinedFile } from '../../../platform/files/file-store.ts';
import type { AttachedFile, Attachment, FileVerdict } from './rules.ts';

type Row = {
  id: string;
  application_id: string;
  request_id: string | null;
  document_id: string;
  file_id: string;
  added_at: number;
  verdict: FileVerdict | null;
  verdict_sealed: string | null;
  verdict_at: number | null;
};

type JoinedRow = Row & JoinedFile;

const filesOf = prepared<{ applicationId: string }, JoinedRow>((db, { applicationId }) =>
  attachedFiles(db, applicationId).orderBy('a.id'),
);

/**
 * Files of a draft or application, in the order of adding. Whoever asks has loaded that draft or case through the actor.
 */
export async function attachmentsOf(ctx: Context, applicationId: string): Promise<AttachedFile[]> {
  const rows = await filesOf(ctx.db, { applicationId });
  return rows.map((row) => toAttachedFile(ctx, row));
}

/** Under which documents files are, for who needs to count them only. */
export async function filedDocuments(ctx: Context, applicationId: string): Promise<Pick<Attachment, 'documentId'>[]> {
  const rows = (await ctx.db('attachments').where({ application_id: applicationId }).select('document_id')) as Pick<
    Row,
    'document_id'
  >[];
  return rows.map(({ document_id }) => ({ documentId: document_id }));
}

/** One file of a draft or application. @throws NotFound when it is not among them. */
export async function findAttachment(ctx: Context, applicationId: string, id: string): Promise<AttachedFile> {
  const row = (await attachedFiles(ctx.db, applicationId).where('a.id', id).first()) as JoinedRow | undefined;
  if (row === undefined) throw new NotFound();
  return toAttachedFile(ctx, row);
}

export async function insertAttachment(
  tx: Context,
  attachment: Pick<Attachment, 'id' | 'applicationId' | 'requestId' | 'documentId' | 'fileId' | 'addedAt'> &
    Readonly<{ addedBy: string }>,
): Promise<void> {
  await tx.db('attachments').insert({
    id: attachment.id,
    application_id: attachment.applicationId,
    request_id: attachment.requestId,
    document_id: attachment.documentId,
    file_id: attachment.fileId,
    added_by: attachment.addedBy,
    added_at: attachment.addedAt,
  });
}

/** Removes an attachment together with its file. */
export async function deleteAttachment(tx: Context, { id, fileId }: Pick<Attachment, 'id' | 'fileId'>): Promise<void> {
  await tx.db('attachments').where({ id }).delete();
  await tx.files.drop(fileId);
}

export async function saveVerdict(tx: Context, id: string, verdict: FileVerdict, reason: string | null): Promise<void> {
  await tx
    .db('attachments')
    .where({ id })
    .update({
      verdict,
      verdict_sealed: reason === null ? null : tx.cipher.seal('attachments.verdict', id, reason),
      verdict_at: tx.clock.now(),
    });
}

function attachedFiles(db: Knex, applicationId: string): Knex.QueryBuilder {
  const query = db('attachments as a').join('files as f', 'f.id', 'a.file_id');
  return query.where('a.application_id', applicationId).select(['a.*', ...joinedFile]);
}

function toAttachedFile(ctx: Context, row: JoinedRow): AttachedFile {
  const { id: _id, ...file } = toKeptFile(ctx.cipher, row);
  return { ...toAttachment(ctx, row), ...file };
}

function toAttachment(ctx: Context, row: Row): Attachment {
  return {
    id: row.id,
    applicationId: row.application_id,
    requestId: row.request_id,
    documentId: row.document_id,
    fileId: row.file_id,
    addedAt: row.added_at,
    verdict: row.verdict,
    verdictReason:
      row.verdict_sealed === null ? null : ctx.cipher.open('attachments.verdict', row.id, row.verdict_sealed),
    verdictAt: row.verdict_at,
  };
}
