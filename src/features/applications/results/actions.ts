import type { Context } from '../../../context.ts';
import { cleanFileName } from '../../../platform/file-inspection/index.ts';
import { createPdf } from '../../../platform/pdf/index.ts';
import { findPerson, fullName } from '../../accounts/index.ts';
import { caseById, type Case } from '../../cases/index.ts';
import { findServiceVersion, resultText, type Service } from '../../catalogue/index.ts';
import { addDocument, newCheckCode } from '../../documents/index.ts';
import { signPortalPdf } from '../../signatures/index.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { circumstances } from '../drafts/service.ts';
import type { Application } from '../rules.ts';
import { applicationOfCase, saveResult } from '../store.ts';
import { paperFrame } from '../submission/paper.ts';
import { tellApplicant } from '../telling.ts';
import { resultPaper } from './result-paper.ts';

/**
 * Makes the result of an approved application: PDF, the portal's signature, the document in «Документы», and the news, once
 * however often it is called. What a worker that died left on the disk belongs to no row and is swept. Never in a transaction.
 */
export async function issueResult(ctx: Context, caseId: string): Promise<void> {
  const record = await caseById(ctx, caseId);
  const application = await applicationOfCase(ctx, caseId);
  if (application.result !== null || application.decision?.verdict !== 'approved') return;
  const service = await findServiceVersion(ctx, application.versionId);
  const checkCode = newCheckCode(ctx);
  const model = await modelOf(ctx, { record, application, service, checkCode, decidedAt: application.decision.at });
  const signed = await signPortalPdf(ctx, await createPdf(model), {
    reason: `Результат по заявлению ${record.number}`,
  });
  const stored = await ctx.files.store(signed);
  await ctx
    .transaction(async (tx) => {
      const { definition } = service;
      const document = await addDocument(tx, {
        party: record.owner,
        kind: 'issued',
        type: 'result',
        title: model.title,
        fileId: (
          await tx.files.keep(stored, {
            name: cleanFileName(`${record.title} ${record.number}`, 'pdf'),
            type: 'application/pdf',
          })
        ).id,
        number: record.number,
        checkCode,
        issuer: definition.department.name,
        caseNumber: record.number,
      });
      const first = await saveResult(tx, application.id, {
        fileId: stored.id,
        documentId: document.id,
        at: tx.clock.now(),
      });
      // Another worker was faster: nothing of this run may stay.
      if (!first) throw new ResultExists();
      await tell(tx, record, service, application.decision?.reason ?? '');
      await tx.audit.record({
        act: 'application.result',
        personId: record.applicantId,
        actorId: null,
        party: record.owner,
        subject: record.number,
      });
    })
    .catch((error: unknown) => {
      if (!(error instanceof ResultExists)) throw error;
    });
}

class ResultExists extends Error {}

type Making = Readonly<{
  record: Case;
  application: Application;
  service: Service;
  checkCode: string;
  decidedAt: number;
}>;

async function modelOf(ctx: Context, { record, application, service, checkCode, decidedAt }: Making) {
  const { definition } = service;
  const { timeZone, publicUrl } = ctx.config;
  const applicant =
    record.owner.kind === 'person' ? fullName(await findPerson(ctx, record.applicantId)) : record.applicantName;
  const text = resultText(
    definition,
    application.answers,
    {
      'application.number': record.number,
      'application.date': formatDate(record.submittedAt, timeZone),
      'decision.date': formatDate(decidedAt, timeZone),
      'decision.text': application.decision?.reason ?? '',
      'department.name': definition.department.name,
      'applicant.name': applicant,
    },
    circumstances(ctx, record.owner, record.submittedAt),
  );
  return resultPaper({
    frame: paperFrame(ctx.config),
    ...text,
    department: definition.department.name,
    number: record.number,
    checkCode,
    checkUrl: `${publicUrl}/check?${new URLSearchParams({ number: record.number, code: checkCode }).toString()}`,
    at: decidedAt,
  });
}

async function tell(tx: Context, record: Case, { definition }: Service, reason: string): Promise<void> {
  await tellApplicant(tx, record, {
    key: 'application.result',
    sender: definition.department.name,
    subject: `Заявление ${record.number} одобрено`,
    text: [`Услуга «${record.title}» оказана.`, reason, 'Результат с подписью портала — в разделе «Документы».']
      .filter(Boolean)
      .join('\n\n'),
    message: 'important',
    notice: 'documents',
    sms: true,
  });
}
