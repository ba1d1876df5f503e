import type { Context } from '../../../context.ts';
import { AppError, Conflict, NotFound } from '../../../errors.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { caseById, type Case } from '../../cases/index.ts';
import type { Problem } from '../../catalogue/index.ts';
import type { Draft } from '../drafts/rules.ts';
import { findDraft } from '../drafts/store.ts';
import { caseOfApplication } from '../store.ts';
import { recordAttempt } from './attempts.ts';
import { sendDraft } from './sending.ts';
import { renderPaper } from './freezing.ts';
import { assertMaySend, readinessOf, type Readiness } from './readiness.ts';
import { isSigned, type Refusal } from './rules.ts';
import { judgeSignature, type Judgement } from './signing.ts';

/** `again`: it had been sent before, and this is the same case. `problems`: what is missing, when that is the reason. */
export type Submission =
  | Readonly<{ kind: 'sent'; number: string; again: boolean }>
  | (Readonly<{ kind: 'refused'; problems: readonly Problem[] }> & Refusal);

type Reason = Readonly<{ code: string; words: string; problems?: readonly Problem[] }>;

/**
 * «Отправить»: makes a draft a case with a number, exactly once however often it is called; every later call answers with the
 * same number. What prevents it comes back with a code and the number of the attempt.
 * @throws NotFound for a stranger's draft, Forbidden for an account that is not confirmed
 */
export async function submitApplication(ctx: Context, actor: Actor, id: string): Promise<Submission> {
  assertMaySend(actor);
  const draft = await findDraft(ctx, actor, id).catch(ignoreMissing);
  if (draft === null) return { kind: 'sent', number: (await sentCase(ctx, actor, id)).number, again: true };
  try {
    return await attempt(ctx, actor, draft);
  } catch (error) {
    if (error instanceof AppError && error.status < 500) throw error;
    throw await failure(ctx, actor, draft, error);
  }
}

async function attempt(ctx: Context, actor: Actor, draft: Draft): Promise<Submission> {
  const ready = await readinessOf(ctx, draft);
  const reason = whyNot(draft, ready);
  if (reason !== null) return refuse(ctx, actor, draft, reason);
  const judgement = await judgeAgain(ctx, actor, draft, ready);
  if (judgement?.ok === false) return refuse(ctx, actor, draft, judgement);
  const at = ctx.clock.now();
  // Where nothing is signed, the paper is made now; it is rendered before the transaction, which stays short.
  const unsigned = draft.paper === null ? await renderPaper(ctx, actor, draft, ready, at) : null;
  const sent = await ctx.transaction((tx) =>
    sendDraft(tx, actor, { draft, ready, unsigned, verdict: judgement?.verdict ?? null, at }),
  );
  if (sent !== null) return { kind: 'sent', number: sent.number, again: false };
  // Somebody was faster: with sending it, or with editing it.
  if ((await caseOfApplication(ctx, draft.id)) === null) throw new Conflict();
  return { kind: 'sent', number: (await sentCase(ctx, actor, draft.id)).number, again: true };
}

function whyNot(draft: Draft, { obstacle, problems, service }: Readiness): Reason | null {
  if (obstacle !== null) return obstacle;
  if (problems.length > 0)
    return { code: 'FORM-INCOMPLETE', words: 'Не всё заполнено. Дополните ответы и отправьте ещё раз.', problems };
  if (service.definition.signature === 'none') return null;
  if (draft.paper !== null && isSigned(service.definition.signature, draft.signature)) return null;
  return { code: 'SIG-ABSENT', words: 'Заявление ещё не подписано. Подпишите его и отправьте.' };
}

/** A signature may have lost its force since it was put: its certificate expired or was revoked. Null where there is none. */
async function judgeAgain(
  ctx: Context,
  actor: Actor,
  { paper, signature }: Draft,
  { service }: Readiness,
): Promise<Judgement | null> {
  if (signature?.kind !== 'certificate' || paper === null) return null;
  return judgeSignature(ctx, actor, service.definition.signature, paper.file.id, signature.fileId);
}

async function refuse(
  ctx: Context,
  actor: Actor,
  draft: Draft,
  { code, words, problems = [] }: Reason,
): Promise<Submission> {
  return ctx.transaction(async (tx) => {
    const number = await recordAttempt(tx, actor, { applicationId: draft.id, step: 'submission', code });
    const who = { personId: actor.personId, actorId: actor.personId, party: draft.party };
    await tx.audit.record({
      act: 'application.submitted',
      ...who,
      subject: draft.id,
      result: 'refused',
      details: { code, attempt: number },
    });
    return { kind: 'refused', code, words, attempt: number, problems };
  });
}

/** What broke on our side gets an attempt number, too, by which support finds it; the draft stays as it was. */
async function failure(ctx: Context, actor: Actor, draft: Draft, cause: unknown): Promise<AppError> {
  const number = await recordAttempt(ctx, actor, {
    applicationId: draft.id,
    step: 'submission',
    code: 'SUBMIT-FAILED',
  });
  ctx.log.error({ err: cause, attempt: number }, 'application could not be sent');
  return new AppError(503, {
    code: 'SUBMIT-FAILED',
    title: 'Отправить не получилось',
    explanation: `Заявление не отправлено, черновик цел. Попробуйте ещё раз через минуту. Если не поможет, сообщите в поддержку номер попытки ${number}.`,
    retryAfterSeconds: 60,
  });
}

/** The case that a draft of the actor's party became. @throws NotFound for a stranger's */
async function sentCase(ctx: Context, actor: Actor, draftId: string): Promise<Case> {
  const caseId = await caseOfApplication(ctx, draftId);
  const record = caseId === null ? null : await caseById(ctx, caseId);
  if (record === null || record.owner.kind !== actor.party.kind || record.owner.id !== actor.party.id)
    throw new NotFound();
  return record;
}

function ignoreMissing(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
