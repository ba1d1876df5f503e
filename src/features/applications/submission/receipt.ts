import type { Context } from '../../../context.ts';
import { cleanFileName } from '../../../platform/file-inspection/index.ts';
import { createPdf } from '../../../platform/pdf/index.ts';
import { findPerson, fullName } from '../../accounts/index.ts';
import { caseById, type Case } from '../../cases/index.ts';
import { findServiceVersion } from '../../catalogue/index.ts';
import { addDocument } from '../../documents/index.ts';
import type { Application } from '../rules.ts';
import { applicationOfCase, saveReceipt } from '../store.ts';
import { attachmentsOf } from '../attachments/store.ts';
import { paperFrame } from './paper.ts';
import { receiptPaper } from './receipt-paper.ts';

/**
 * The receipt of a sent application: made once, from what is stored, so that every making would give the same bytes; kept
 * among the party's documents. Returns the id of its file. Slow: never inside a transaction.
 */
export async function ensureReceipt(ctx: Context, caseId: string): Promise<string> {
  const record = await caseById(ctx, caseId);
  const application = await applicationOfCase(ctx, caseId);
  if (application.receiptFileId !== null) return application.receiptFileId;
  const stored = await ctx.files.store(await createPdf(await receiptModel(ctx, record, application)));
  await ctx.transaction(async (tx) => {
    if (!(await saveReceipt(tx, application.id, stored.id))) return;
    const name = cleanFileName(`Расписка ${record.number}`, 'pdf');
    await tx.files.keep(stored, { name, type: 'application/pdf' });
    const title = `Расписка о приёме. ${record.title}`;
    await addDocument(tx, {
      party: record.owner,
      kind: 'receipt',
      title,
      fileId: stored.id,
      number: record.number,
      caseNumber: record.number,
    });
  });
  const { receiptFileId } = await applicationOfCase(ctx, caseId);
  return receiptFileId ?? stored.id;
}

async function receiptModel(ctx: Context, record: Case, application: Application) {
  const { definition, version } = await findServiceVersion(ctx, application.versionId);
  const paper = await ctx.files.find(application.paperFileId);
  const sent = (await attachmentsOf(ctx, application.id)).filter(({ requestId }) => requestId === null);
  return receiptPaper({
    frame: paperFrame(ctx.config),
    record,
    service: {
      title: definition.title,
      number: definition.number,
      version,
      department: definition.department.name,
      term: definition.term,
    },
    applicant:
      record.owner.kind === 'person' ? fullName(await findPerson(ctx, record.applicantId)) : record.applicantName,
    signature: application.signature,
    attempt: application.attempt,
    files: [paper, ...sent],
  });
}
