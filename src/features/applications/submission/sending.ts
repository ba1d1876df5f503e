import type { Context } from '../../../context.ts';
import type { StoredFile } from '../../../platform/files/file-store.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { openCase, type Case } from '../../cases/index.ts';
import { addDocument } from '../../documents/index.ts';
import { keepSignature, type SignatureVerdict } from '../../signatures/index.ts';
import { deleteAttachment } from '../attachments/store.ts';
import type { Draft } from '../drafts/rules.ts';
import { deleteDraft } from '../drafts/store.ts';
import { insertApplication } from '../store.ts';
import { tellApplicant } from '../telling.ts';
import { applicantOf } from './applicant.ts';
import { recordAttempt } from './attempts.ts';
import { paperMeta } from './freezing.ts';
import type { Readiness } from './readiness.ts';

type Sending = Readonly<{
  draft: Draft;
  ready: Readiness;
  /** The paper made at this moment, where the service asks for no signature. */
  unsigned: StoredFile | null;
  /** What the signature under the paper was found to be a moment ago; null where there is no certificate. */
  verdict: SignatureVerdict | null;
  at: number;
}>;

/**
 * Makes the draft a case in the caller's transaction: number, first step, what was signed, the journal, the message and the
 * notices all at once. Null when the draft is not what it was: it has been sent, edited or removed meanwhile.
 */
export async function sendDraft(
  tx: Context,
  actor: Actor,
  { draft, ready, unsigned, verdict, at }: Sending,
): Promise<Case | null> {
  // The one row that everybody needs to send: whoever deletes it sends, all others find it gone.
  if (!(await deleteDraft(tx, draft))) return null;
  const { definition } = ready.service;
  const { queueName, surname } = await applicantOf(tx, actor);
  const opened = await openCase(tx, actor, {
    kind: 'application',
    title: definition.shortTitle,
    party: draft.party,
    applicant: { id: actor.personId, name: queueName, surname },
    department: definition.department.code,
    term: { amount: definition.term.amount, unit: definition.term.unit, pausable: definition.term.pausable },
    at,
  });
  const paper = unsigned === null ? null : await tx.files.keep(unsigned, paperMeta(ready));
  const paperFileId = paper?.id ?? draft.paper?.file.id;
  if (paperFileId === undefined) throw new Error('a draft without a paper cannot be sent');
  const signature = draft.signature ?? { kind: 'none', at };
  await insertApplication(tx, {
    id: draft.id,
    caseId: opened.id,
    serviceSlug: draft.serviceSlug,
    versionId: draft.versionId,
    answers: draft.answers,
    paperFileId,
    signature,
    attempt: await recordAttempt(tx, actor, { applicationId: draft.id, step: 'submission', code: null }),
  });
  for (const attachment of ready.leftover) await deleteAttachment(tx, attachment);
  if (signature.kind === 'certificate' && verdict !== null)
    await keepSignature(tx, {
      subjectKind: 'application',
      subjectId: draft.id,
      personId: actor.personId,
      contentFileId: paperFileId,
      signatureFileId: signature.fileId,
      outcome: verdict.outcome,
      code: verdict.code,
      certificate: signature.certificate,
    });
  await addDocument(tx, {
    party: draft.party,
    kind: 'application',
    title: `Заявление. ${definition.shortTitle}`,
    fileId: paperFileId,
    number: opened.number,
    caseNumber: opened.number,
  });
  await tell(tx, opened, definition.department.name);
  // The receipt is rendered after the commit; the key makes it one however often the event is published.
  await tx.outbox.publish({ kind: 'application.submitted', key: opened.id, payload: { caseId: opened.id } });
  await tx.audit.record({
    act: 'application.submitted',
    personId: actor.personId,
    actorId: actor.personId,
    party: draft.party,
    subject: opened.number,
  });
  return opened;
}

async function tell(tx: Context, record: Case, department: string): Promise<void> {
  const { number, title, dueAt } = record;
  const until = dueAt === null ? '' : ` Решение — до ${formatDate(dueAt, tx.config.timeZone)}.`;
  await tellApplicant(tx, record, {
    key: 'application.submitted',
    sender: department,
    subject: `Заявление ${number} отправлено`,
    text: `Заявление «${title}» отправлено и зарегистрировано под номером ${number}.${until}\n\nРасписка о приёме и копия заявления — в разделе «Документы».`,
    message: 'ordinary',
    notice: 'status',
    sms: true,
  });
}
