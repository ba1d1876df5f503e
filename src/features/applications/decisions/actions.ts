import type { Context } from '../../../context.ts';
import { BadRequest } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { findCaseForStaff, moveCase, type Case, type CaseMove } from '../../cases/index.ts';
import { findServiceVersion, type Service } from '../../catalogue/index.ts';
import type { Application } from '../rules.ts';
import { applicationOfCase, saveDecision } from '../store.ts';
import type { RequestedDocument } from '../supplements/rules.ts';
import { insertRequest } from '../supplements/store.ts';
import { notifyApplicant, tellApplicant } from '../telling.ts';
import { applyProfileChange } from './profile-change.ts';
import { groundOf } from './rules.ts';

/** A case as the official's page showed it: number and revision. */
export type Shown = Readonly<{ number: string; revision: number }>;

type Loaded = Readonly<{ record: Case; application: Application; service: Service }>;

/** The application of a case that the actor may work on. @throws NotFound for a missing one and another department's */
async function load(tx: Context, actor: Actor, number: string): Promise<Loaded> {
  const record = await findCaseForStaff(tx, actor, 'application', number);
  const application = await applicationOfCase(tx, record.id);
  return { record, application, service: await findServiceVersion(tx, application.versionId) };
}

function step(
  tx: Context,
  actor: Actor,
  { revision }: Shown,
  { record }: Loaded,
  move: Omit<CaseMove, 'caseId' | 'revision'>,
): Promise<Case> {
  return moveCase(tx, actor, { caseId: record.id, revision, ...move });
}

/** Takes a new application, or one whose answer has come, to work; the official becomes the one who leads it. */
export async function takeApplication(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await load(tx, actor, shown.number);
    const moved = await step(tx, actor, shown, loaded, {
      to: 'in_progress',
      assignee: { id: actor.personId, name: actor.name },
    });
    const text = `Заявление «${moved.title}» взято в работу.`;
    await notifyApplicant(tx, moved, {
      key: `application.taken.${moved.revision}`,
      subject: `Заявление ${moved.number} в работе`,
      text,
      notice: 'status',
      sms: false,
    });
    return moved;
  });
}

/** «На проверке»: what was sent is being compared with the registries. */
export async function startExamination(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) => step(tx, actor, shown, await load(tx, actor, shown.number), { to: 'checking' }));
}

/**
 * Asks the applicant for documents or an answer in words until `dueAt` (UTC ms); the term of the case stands still where its
 * definition allows it. `documents` may be empty when words are enough.
 */
export async function requestDocuments(
  ctx: Context,
  actor: Actor,
  input: Shown & Readonly<{ message: string; dueAt: number; documents: readonly RequestedDocument[] }>,
): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await load(tx, actor, input.number);
    const moved = await step(tx, actor, input, loaded, {
      to: 'documents_required',
      reason: { text: input.message },
      answerDueAt: input.dueAt,
    });
    await insertRequest(tx, {
      id: tx.ids.next(),
      applicationId: loaded.application.id,
      askedBy: actor.personId,
      askedByName: actor.name,
      message: input.message,
      documents: input.documents,
      askedAt: tx.clock.now(),
      dueAt: input.dueAt,
      answer: null,
      answeredAt: null,
      readAt: null,
    });
    const until = formatDate(input.dueAt, tx.config.timeZone);
    const wanted =
      input.documents.length === 0
        ? ''
        : `\n\nНужно прислать: ${input.documents.map(({ title }) => title).join('; ')}.`;
    await tellApplicant(tx, moved, {
      key: `application.request.${moved.revision}`,
      sender: loaded.service.definition.department.name,
      subject: `Требуются документы по заявлению ${moved.number}`,
      text: `${input.message}${wanted}\n\nОтветьте до ${until} на странице заявления. Если ответа не будет, в услуге откажут.`,
      message: 'request',
      notice: 'deadlines',
      sms: true,
    });
    return moved;
  });
}

/**
 * Decides an application. A refusal names a ground of the service by its code; `reason` is told to the applicant. What an
 * approval changes in the profile is changed in the same transaction; its result is made by the worker afterwards.
 * @throws BadRequest for a refusal without ground or reason, Conflict for a stale page
 */
export async function decideApplication(
  ctx: Context,
  actor: Actor,
  input: Shown & Readonly<{ verdict: 'approved' | 'rejected'; groundCode: string | null; reason: string }>,
): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await load(tx, actor, input.number);
    const { application, service } = loaded;
    const ground = input.verdict === 'rejected' ? groundOf(service.definition, input.groundCode) : null;
    if (input.verdict === 'rejected' && (ground === null || input.reason === '')) throw new BadRequest();
    const text = [ground?.text, input.reason].filter(Boolean).join('. ');
    const reason = text === '' ? undefined : { ...(ground && { code: ground.code }), text };
    const moved = await step(tx, actor, input, loaded, { to: input.verdict, ...(reason && { reason }) });
    await saveDecision(tx, application.id, {
      verdict: input.verdict,
      groundCode: ground?.code ?? null,
      reason: input.reason,
      at: tx.clock.now(),
    });
    if (input.verdict === 'rejected') await tellRefusal(tx, moved, service, text, ground?.code ?? '');
    else {
      await applyProfileChange(tx, actor, moved, application, service);
      await tx.outbox.publish({ kind: 'application.approved', key: moved.id, payload: { caseId: moved.id } });
    }
    return moved;
  });
}

/** «Готово к выдаче»: a result on paper waits for the applicant. */
export async function markReady(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) => {
    const loaded = await load(tx, actor, shown.number);
    const moved = await step(tx, actor, shown, loaded, { to: 'ready' });
    const text = `Результат по заявлению «${moved.title}» готов: заберите его на бумаге или скачайте в разделе «Документы».`;
    await notifyApplicant(tx, moved, {
      key: 'application.ready',
      subject: `Заявление ${moved.number}: готово к выдаче`,
      text,
      notice: 'status',
      sms: true,
    });
    return moved;
  });
}

/** Puts a finished application into the archive. */
export async function archiveApplication(ctx: Context, actor: Actor, shown: Shown): Promise<Case> {
  return ctx.transaction(async (tx) => step(tx, actor, shown, await load(tx, actor, shown.number), { to: 'archived' }));
}

async function tellRefusal(
  tx: Context,
  record: Case,
  { definition }: Service,
  text: string,
  code: string,
): Promise<void> {
  await tellApplicant(tx, record, {
    key: `application.rejected.${record.revision}`,
    sender: definition.department.name,
    subject: `Отказ по заявлению ${record.number}`,
    text: `В услуге «${record.title}» отказано. ${text}. Основание: ${code}.`,
    message: 'important',
    notice: 'status',
    sms: true,
  });
}
