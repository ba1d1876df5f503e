import type { Context } from '../../context.ts';
import { Conflict, Forbidden, NotFound } from '../../errors.ts';
import type { Actor, Party } from '../../platform/values/actor.ts';
import { kindOf, wholePortal, type KindCode } from './kinds/list.ts';
import { nextNumber } from './numbers.ts';
import { queueAtOf } from './queue/rules.ts';
import type { Case, Reason } from './records.ts';
import { mayLead, mayMove, moverOf, statusRule, type Mover } from './rules.ts';
import { journal, stepOf } from './steps.ts';
import { caseById, insertCase, insertStep, updateCase } from './store.ts';
import { resumeClock, startClock, stopClock, type CaseTerm } from './term/rules.ts';

export type NewCase = Readonly<{
  kind: KindCode;
  /** Public words: the short title of the service. */
  title: string;
  party: Party;
  /** `name` as queues show it («Смирнова А. С.», «ООО «Ромашка»»); `surname` of the person, for exact search. */
  applicant: Readonly<{ id: string; name: string; surname: string }>;
  /** Code of the department that decides; left out for kinds that belong to none. */
  department?: string;
  /** The term runs from `at`; `dueAt` (UTC ms) says its end outright. */
  term?: CaseTerm;
  dueAt?: number;
  at: number;
}>;

export type CaseMove = Readonly<{
  caseId: string;
  /** The revision that the page was made from. */
  revision: number;
  to: string;
  reason?: Reason;
  /** False keeps the step from the applicant's history. */
  public?: boolean;
  /** When documents are asked for: until when, UTC ms. */
  answerDueAt?: number;
  assignee?: Readonly<{ id: string; name: string }>;
  /** Only for the system: an appeal was accepted, the refused case opens again with a new end of its term. */
  appeal?: Readonly<{ dueAt: number }>;
}>;

/**
 * Opens a case in the first status of its kind and gives it its number, exactly once: inside the caller's transaction, which
 * also holds what the case is about.
 */
export async function openCase(tx: Context, actor: Actor, input: NewCase): Promise<Case> {
  const { kind, title, party, applicant, department = wholePortal, at } = input;
  const { opens } = kindOf(kind);
  const clock = startClock(at, tx.config.timeZone, input);
  const id = tx.ids.next();
  const opened: Case = {
    ...clock,
    id,
    number: await nextNumber(tx, at),
    kind,
    title,
    status: opens.to,
    statusAt: at,
    owner: party,
    applicantId: applicant.id,
    applicantName: applicant.name,
    department,
    assigneeId: null,
    assigneeName: null,
    submittedAt: at,
    answerDueAt: null,
    closedAt: null,
    queueAt: queueAtOf({ ...clock, closedAt: null, answerDueAt: null, submittedAt: at }),
    revision: 1,
  };
  await insertCase(tx, opened, applicant.surname);
  await insertStep(tx, id, stepOf(tx, actor, 'applicant', { revision: 1, from: opens.from, to: opens.to, at }));
  await journal(tx, actor, opened, 'case.opened', { to: opens.to });
  return opened;
}

/**
 * Moves a case along the one table of its kind; joins the caller's transaction. `actor` is null for the portal itself.
 * @throws NotFound for a stranger, Forbidden for an official who does not lead the case, Conflict for a stale revision or
 * a step that the table does not allow.
 */
export async function moveCase(tx: Context, actor: Actor | null, move: CaseMove): Promise<Case> {
  const before = await caseById(tx, move.caseId);
  const mover = capacity(before, actor, move.revision);
  const now = tx.clock.now();
  const facts = { now, answerDueAt: before.answerDueAt, appealAccepted: move.appeal !== undefined };
  if (!mayMove(kindOf(before.kind), before.status, move.to, mover, facts)) throw new Conflict(stepRefused);
  const after = moved(tx, before, move, now);
  await updateCase(tx, after);
  const { revision } = after;
  const step = { revision, from: before.status, to: move.to, at: now, reason: move.reason, public: move.public };
  await insertStep(tx, before.id, stepOf(tx, actor, mover, step));
  await journal(tx, actor, after, 'case.moved', { from: before.status, to: move.to });
  return after;
}

/**
 * Gives a case to an official without moving it: one that nobody leads, or any in the department for its head.
 * @throws as moveCase does
 */
export async function assignCase(
  tx: Context,
  actor: Actor,
  { caseId, revision, assignee }: Pick<CaseMove, 'caseId' | 'revision'> & Required<Pick<CaseMove, 'assignee'>>,
): Promise<Case> {
  const before = await caseById(tx, caseId);
  if (capacity(before, actor, revision) !== 'official') throw new NotFound();
  if (before.closedAt !== null) throw new Conflict();
  const after = { ...before, assigneeId: assignee.id, assigneeName: assignee.name, revision: revision + 1 };
  await updateCase(tx, after);
  const { status } = before;
  const step = { revision: after.revision, from: status, to: status, at: tx.clock.now(), public: false };
  await insertStep(tx, caseId, stepOf(tx, actor, 'official', step));
  await journal(tx, actor, after, 'case.assigned', { assignee: assignee.id });
  return after;
}

/** Strangers find nothing; whoever has an old page is told so first, for it may be why they may no longer act. */
function capacity(record: Case, actor: Actor | null, revision: number): Mover {
  const mover = actor === null ? 'system' : moverOf(kindOf(record.kind), record, actor);
  if (mover === null) throw new NotFound();
  if (record.revision !== revision) throw new Conflict();
  if (actor === null) return 'system';
  if (mover === 'applicant' && actor.rights !== 'change') throw new Forbidden();
  if (mover === 'official' && !mayLead(record, actor)) throw new Forbidden(ledByAnother(record.assigneeName));
  return mover;
}

function moved({ config }: Context, before: Case, move: CaseMove, now: number): Case {
  const { turn } = statusRule(kindOf(before.kind), move.to);
  const asked = turn === 'applicant';
  const clock = asked ? stopClock(before, now) : resumeClock(before, now, config.timeZone);
  const after: Case = {
    ...before,
    ...clock,
    ...(move.assignee && { assigneeId: move.assignee.id, assigneeName: move.assignee.name }),
    ...(move.appeal && { dueAt: move.appeal.dueAt, assigneeId: null, assigneeName: null }),
    status: move.to,
    statusAt: now,
    answerDueAt: asked ? (move.answerDueAt ?? null) : null,
    closedAt: turn === 'nobody' ? (before.closedAt ?? now) : null,
    revision: before.revision + 1,
  };
  return { ...after, queueAt: queueAtOf(after) };
}

const stepRefused = {
  code: 'CASE-STEP',
  title: 'Действие уже невозможно',
  explanation: 'Состояние дела изменилось, и этот шаг сделать нельзя. Откройте дело заново.',
};

function ledByAnother(assignee: string | null) {
  return {
    code: 'CASE-ASSIGNEE',
    title: 'Дело ведёт другой сотрудник',
    explanation: `Дело ведёт ${assignee ?? 'другой сотрудник'}. Решает тот, кто ведёт дело, или руководитель отдела.`,
  };
}
