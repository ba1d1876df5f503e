import type { Context } from '../../../context.ts';
import { Conflict, NotFound } from '../../../errors.ts';
import type { FieldError } from '../../../http/forms.ts';
import type { InspectedFile } from '../../../http/inspected-uploads.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { moveCase, type Case } from '../../cases/index.ts';
import { markRequestsRead } from '../../messages/index.ts';
import { fileUploads } from '../attachments/adding.ts';
import { attachmentsOf, deleteAttachment } from '../attachments/store.ts';
import { findOwnSent } from '../sent/store.ts';
import { notifyApplicant } from '../telling.ts';
import { answerProblems, openRequest, roomOf, type DocumentRequest } from './rules.ts';
import { closeRequest, saveAnswerDraft, saveReading } from './store.ts';

type Loaded = Readonly<{ record: Case; applicationId: string; request: DocumentRequest }>;

/** The request that the department waits for. @throws NotFound for a stranger's case, Conflict when nothing is asked for */
export async function findOpenRequest(ctx: Context, actor: Actor, number: string): Promise<Loaded> {
  const { record, application, requests } = await findOwnSent(ctx, actor, number);
  const request = openRequest(requests);
  if (record.status !== 'documents_required' || request === null) throw new Conflict(nothingAsked);
  return { record, applicationId: application.id, request };
}

/** Keeps what has been put together so far: words and files; what does not fit is refused file by file. */
export async function prepareAnswer(
  ctx: Context,
  actor: Actor,
  input: Readonly<{ number: string; answer: string; uploads: readonly InspectedFile[]; remove: string | null }>,
): Promise<readonly FieldError[]> {
  return ctx.transaction(async (tx) => {
    const { applicationId, request } = await findOpenRequest(tx, actor, input.number);
    await saveAnswerDraft(tx, request.id, input.answer);
    if (input.remove !== null) {
      const own = (await attachmentsOf(tx, applicationId)).find(
        ({ id, requestId }) => id === input.remove && requestId === request.id,
      );
      if (own === undefined) throw new NotFound();
      await deleteAttachment(tx, own);
    }
    const shelf = { applicationId, requestId: request.id, room: roomOf(request, tx.config.limits.filesPerRequest) };
    return (await fileUploads(tx, actor, shelf, input.uploads)).errors;
  });
}

export type Answering = Readonly<{ ok: true; record: Case }> | Readonly<{ ok: false; errors: readonly FieldError[] }>;

/** «Подтвердить отправку»: what was prepared goes to the department, and the case is «Документы получены». */
export async function sendAnswer(ctx: Context, actor: Actor, number: string): Promise<Answering> {
  return ctx.transaction(async (tx): Promise<Answering> => {
    const { record, applicationId, request } = await findOpenRequest(tx, actor, number);
    const files = (await attachmentsOf(tx, applicationId)).filter(({ requestId }) => requestId === request.id);
    const answer = request.answer ?? '';
    const errors = answerProblems(request, files, answer);
    if (errors.length > 0) return { ok: false, errors };
    const reason = answer === '' ? undefined : { text: answer };
    const moved = await moveCase(tx, actor, {
      caseId: record.id,
      revision: record.revision,
      to: 'documents_received',
      ...(reason && { reason }),
    });
    if (!(await closeRequest(tx, request.id, answer, tx.clock.now()))) throw new Conflict();
    await markRequestsRead(tx, actor, number);
    const text = `Ведомство получило документы по заявлению «${record.title}». Срок рассмотрения продолжается.`;
    await notifyApplicant(tx, moved, {
      key: `application.answered.${moved.revision}`,
      subject: `Документы по заявлению ${number} получены`,
      text,
      notice: 'status',
      sms: false,
    });
    return { ok: true, record: moved };
  });
}

/** «Подтвердить получение» of a request: the first time counts and stands in the history. */
export async function acknowledgeRequest(ctx: Context, actor: Actor, number: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    const { record, request } = await findOpenRequest(tx, actor, number);
    if (!(await saveReading(tx, request.id, tx.clock.now()))) return;
    await markRequestsRead(tx, actor, number);
    const who = { personId: actor.personId, actorId: actor.personId, party: record.owner };
    await tx.audit.record({ act: 'application.request-read', ...who, subject: record.number });
  });
}

const nothingAsked = {
  code: 'CASE-NOTHING-ASKED',
  title: 'Документы сейчас не нужны',
  explanation: 'Ведомство ничего не ждёт от вас по этому заявлению. Возможно, срок ответа прошёл или вы уже ответили.',
};
