import type { Actor, Party, StaffRole } from '../../platform/values/actor.ts';

/** Who moves a case: the party that opened it, an official of its department, or the portal by itself. */
export type Mover = 'applicant' | 'official' | 'system';

/** What must be so besides the right mover. */
export type Guard = 'answer-term-passed' | 'appeal-accepted';
export type Move = Readonly<{ by: readonly Mover[]; only?: Guard }>;

/** How a stamp looks: disc, diamond, tick, square, dashed ring (views/components/stamp.njk). */
export type Tone = 'info' | 'wait' | 'done' | 'bad' | 'none';

/** Whose turn it is: the department's, the applicant's, or nobody's any more. */
export type Turn = 'department' | 'applicant' | 'nobody';

export type StatusRule<S extends string = string> = Readonly<{
  /** On the screen: «В работе». */
  words: string;
  /** What it means for the person, one sentence. */
  hint: string;
  tone: Tone;
  turn: Turn;
  /** Place on the stage bar, from 0. */
  stage: number;
  moves: Readonly<Partial<Record<S, Move>>>;
  /** Days after which a finished case goes to the archive by itself. */
  archivedAfterDays?: number;
}>;

/** A kind of case is data: statuses with their words and moves, the stage bar, and the officials who decide. */
export type CaseKind<S extends string = string> = Readonly<{
  code: string;
  /** «Заявление» */
  words: string;
  /** The first step, made when the case gets its number. */
  opens: Readonly<{ from: S | null; to: S }>;
  officials: Officials;
  stages: readonly string[];
  statuses: Readonly<Record<S, StatusRule<S>>>;
}>;

/** Who decides, in their own department only or anywhere, and who may look at every case without touching it. */
export type Officials = Readonly<{
  roles: readonly StaffRole[];
  ownDepartment: boolean;
  observers: readonly StaffRole[];
}>;

export type MoveFacts = Readonly<{ now: number; answerDueAt: number | null; appealAccepted?: boolean }>;

type Held = Readonly<{ owner: Party; applicantId: string; department: string; assigneeId: string | null }>;

/** The rule of a status. @throws RangeError for a status that the kind does not have. */
export function statusRule(kind: CaseKind, status: string): StatusRule {
  const rule = kind.statuses[status];
  if (rule === undefined) throw new RangeError(`${kind.code} has no status ${status}`);
  return rule;
}

/** Whether the one table of the kind allows this step to this mover now; whatever is not in the table is refused. */
export function mayMove(kind: CaseKind, from: string, to: string, mover: Mover, facts: MoveFacts): boolean {
  const moves = kind.statuses[from]?.moves ?? {};
  const move = Object.hasOwn(moves, to) ? moves[to] : undefined;
  return move !== undefined && move.by.includes(mover) && isMet(move.only, facts);
}

/** The statuses that this mover may choose from now, in the order of the table. */
export function nextMoves(kind: CaseKind, from: string, mover: Mover, facts: MoveFacts): string[] {
  return Object.keys(kind.statuses[from]?.moves ?? {}).filter((to) => mayMove(kind, from, to, mover, facts));
}

/**
 * In what capacity an actor stands before a case; null for a stranger. Whoever applied, for themselves or for an
 * organisation, is never an official in their own case, whatever their roles.
 */
export function moverOf(kind: CaseKind, held: Held, actor: Actor): Exclude<Mover, 'system'> | null {
  if (held.owner.kind === actor.party.kind && held.owner.id === actor.party.id) return 'applicant';
  if (held.applicantId === actor.personId) return null;
  return isOfficialOf(kind, held.department, actor) ? 'official' : null;
}

/** Whether the actor decides cases of this kind in this department; officials without a department serve all of them. */
export function isOfficialOf(kind: CaseKind, department: string, actor: Actor): boolean {
  const { roles, ownDepartment } = kind.officials;
  if (!actor.roles.some((role) => roles.includes(role))) return false;
  return !ownDepartment || actor.department === null || actor.department === department;
}

/** Whether the actor may look at every case of this kind, whatever the department. */
export function isObserverOf(kind: CaseKind, actor: Actor): boolean {
  return actor.roles.some((role) => kind.officials.observers.includes(role));
}

/** A case is led by its assignee; a head may step in anywhere in the department, and one without assignee is open to all. */
export function mayLead(held: Pick<Held, 'assigneeId'>, actor: Actor): boolean {
  return held.assigneeId === null || held.assigneeId === actor.personId || actor.roles.includes('head');
}

export type Stage = Readonly<{ title: string; state: 'past' | 'current' | 'future' }>;

/** The stage bar of a status: the current segment carries the status's own words. */
export function stagesOf(kind: CaseKind, status: string): Stage[] {
  const { stage, words } = statusRule(kind, status);
  return kind.stages.map((title, at) => {
    if (at === stage) return { title: words, state: 'current' };
    return { title, state: at < stage ? 'past' : 'future' };
  });
}

function isMet(guard: Guard | undefined, { now, answerDueAt, appealAccepted }: MoveFacts): boolean {
  if (guard === 'answer-term-passed') return answerDueAt !== null && answerDueAt < now;
  if (guard === 'appeal-accepted') return appealAccepted === true;
  return true;
}
