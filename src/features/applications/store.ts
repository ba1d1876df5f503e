import type { Context } from '../../context.ts';
import { NotFound } from '../../errors.ts';
import type { Answers } from '../catalogue/index.ts';
import type { ApplicationSignature } from './submission/rules.ts';
import type { Application, Decision } from './rules.ts';

export type ApplicationRow = {
  id: string;
  case_id: string;
  service_slug: string;
  version_id: string;
  answers_sealed: string;
  paper_file_id: string;
  signature_sealed: string;
  attempt: string;
  receipt_file_id: string | null;
  decision: Decision['verdict'] | null;
  ground_code: string | null;
  decision_sealed: string | null;
  decided_at: number | null;
  result_file_id: string | null;
  result_document_id: string | null;
  result_at: number | null;
};

/** What was sent under a case that the caller has loaded through the actor. @throws NotFound when the case is of another kind. */
export async function applicationOfCase(ctx: Context, caseId: string): Promise<Application> {
  const row = (await ctx.db('applications').where({ case_id: caseId }).first()) as ApplicationRow | undefined;
  if (row === undefined) throw new NotFound();
  return toApplication(ctx, row);
}

/** The case that a draft became, when it has been sent. */
export async function caseOfApplication(ctx: Context, applicationId: string): Promise<string | null> {
  const row = (await ctx.db('applications').where({ id: applicationId }).first('case_id')) as
    Pick<ApplicationRow, 'case_id'> | undefined;
  return row?.case_id ?? null;
}

export async function insertApplication(
  tx: Context,
  application: Pick<
    Application,
    'id' | 'caseId' | 'serviceSlug' | 'versionId' | 'answers' | 'paperFileId' | 'signature' | 'attempt'
  >,
): Promise<void> {
  const { id } = application;
  await tx.db('applications').insert({
    id,
    case_id: application.caseId,
    service_slug: application.serviceSlug,
    version_id: application.versionId,
    answers_sealed: tx.cipher.seal('applications.answers', id, JSON.stringify(application.answers)),
    paper_file_id: application.paperFileId,
    signature_sealed: tx.cipher.seal('applications.signature', id, JSON.stringify(application.signature)),
    attempt: application.attempt,
  });
}

export async function saveDecision(tx: Context, id: string, decision: Decision): Promise<void> {
  await tx
    .db('applications')
    .where({ id })
    .update({
      decision: decision.verdict,
      ground_code: decision.groundCode,
      decision_sealed: tx.cipher.seal('applications.decision', id, decision.reason),
      decided_at: decision.at,
    });
}

/** Enters the receipt once; false when another run was faster. */
export async function saveReceipt(tx: Context, id: string, fileId: string): Promise<boolean> {
  return (
    (await tx.db('applications').where({ id }).whereNull('receipt_file_id').update({ receipt_file_id: fileId })) === 1
  );
}

/** Enters the result once; false when another run was faster. */
export async function saveResult(
  tx: Context,
  id: string,
  result: Readonly<{ fileId: string; documentId: string; at: number }>,
): Promise<boolean> {
  const values = { result_file_id: result.fileId, result_document_id: result.documentId, result_at: result.at };
  return (await tx.db('applications').where({ id }).whereNull('result_file_id').update(values)) === 1;
}

/** Opens a row. */
export function toApplication(ctx: Context, row: ApplicationRow): Application {
  const { cipher } = ctx;
  const open = (column: string, sealed: string) => cipher.open(`applications.${column}`, row.id, sealed);
  const openJson = (column: string, sealed: string) => cipher.openJson(`applications.${column}`, row.id, sealed);
  return {
    id: row.id,
    caseId: row.case_id,
    serviceSlug: row.service_slug,
    versionId: row.version_id,
    answers: openJson('answers', row.answers_sealed) as Answers,
    paperFileId: row.paper_file_id,
    signature: openJson('signature', row.signature_sealed) as ApplicationSignature,
    attempt: row.attempt,
    receiptFileId: row.receipt_file_id,
    decision:
      row.decision === null || row.decision_sealed === null || row.decided_at === null
        ? null
        : {
            verdict: row.decision,
            groundCode: row.ground_code,
            reason: open('decision', row.decision_sealed),
            at: row.decided_at,
          },
    result:
      row.result_file_id === null || row.result_document_id === null || row.result_at === null
        ? null
        : { fileId: row.result_file_id, documentId: row.result_document_id, at: row.result_at },
  };
}
