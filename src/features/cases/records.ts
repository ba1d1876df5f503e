import type { Context } from '../../context.ts';
import type { Party } from '../../platform/values/actor.ts';
import type { KindCode } from './kinds/list.ts';
import type { Mover } from './rules.ts';
import type { CaseClock } from './term/rules.ts';

/** One case, as it is stored. Times are UTC ms. */
export type Case = CaseClock &
  Readonly<{
    id: string;
    number: string;
    kind: KindCode;
    /** Public words, never personal: the short title of the service. */
    title: string;
    status: string;
    statusAt: number;
    owner: Party;
    applicantId: string;
    /** As queues show the applicant: «Смирнова А. С.», «ООО «Ромашка»». */
    applicantName: string;
    department: string;
    assigneeId: string | null;
    assigneeName: string | null;
    submittedAt: number;
    /** Until when the applicant may answer what was asked for; null when nothing is. */
    answerDueAt: number | null;
    closedAt: number | null;
    /** Place in the queue; null once the case has left it. */
    queueAt: number | null;
    revision: number;
  }>;

/** One transition; such rows are only ever added. */
export type Step = Readonly<{
  id: string;
  /** The revision that the step made of the case: 1 for the first. */
  revision: number;
  at: number;
  from: string | null;
  to: string;
  mover: Mover;
  actorId: string | null;
  actorName: string;
  reason: Reason | null;
  /** Shown to the applicant, too. */
  public: boolean;
}>;

/** Why a step was made; `code` is that of the ground in the service's definition. */
export type Reason = Readonly<{ code?: string; text: string }>;

export type CaseRow = {
  id: string;
  number: string;
  kind: KindCode;
  title: string;
  status: string;
  status_at: number;
  owner_kind: Party['kind'];
  owner_id: string;
  applicant_id: string;
  applicant_sealed: string;
  surname_blind: string;
  department: string;
  assignee_id: string | null;
  assignee_sealed: string | null;
  submitted_at: number;
  term_unit: Case['termUnit'];
  pausable: number;
  due_at: number | null;
  clock_stopped_at: number | null;
  answer_due_at: number | null;
  closed_at: number | null;
  queue_at: number | null;
  paused: number;
  revision: number;
};

/** Opens a row. */
export function toCase({ cipher }: Pick<Context, 'cipher'>, row: CaseRow): Case {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    status: row.status,
    statusAt: row.status_at,
    owner: { kind: row.owner_kind, id: row.owner_id },
    applicantId: row.applicant_id,
    applicantName: cipher.open('cases.applicant', row.id, row.applicant_sealed),
    department: row.department,
    assigneeId: row.assignee_id,
    assigneeName: row.assignee_sealed === null ? null : cipher.open('cases.assignee', row.id, row.assignee_sealed),
    submittedAt: row.submitted_at,
    termUnit: row.term_unit,
    pausable: row.pausable === 1,
    dueAt: row.due_at,
    stoppedAt: row.clock_stopped_at,
    answerDueAt: row.answer_due_at,
    closedAt: row.closed_at,
    queueAt: row.queue_at,
    revision: row.revision,
  };
}

/** The columns that a transition or a change of assignee writes. */
export function changingColumns({ cipher }: Pick<Context, 'cipher'>, record: Case) {
  const { id, assigneeName } = record;
  return {
    status: record.status,
    status_at: record.statusAt,
    assignee_id: record.assigneeId,
    assignee_sealed: assigneeName === null ? null : cipher.seal('cases.assignee', id, assigneeName),
    due_at: record.dueAt,
    clock_stopped_at: record.stoppedAt,
    answer_due_at: record.answerDueAt,
    closed_at: record.closedAt,
    queue_at: record.queueAt,
    paused: record.stoppedAt === null ? 0 : 1,
    revision: record.revision,
  };
}

/** The columns that are written once, when a case is opened. */
export function lastingColumns({ cipher }: Pick<Context, 'cipher'>, record: Case) {
  return {
    id: record.id,
    number: record.number,
    kind: record.kind,
    title: record.title,
    owner_kind: record.owner.kind,
    owner_id: record.owner.id,
    applicant_id: record.applicantId,
    applicant_sealed: cipher.seal('cases.applicant', record.id, record.applicantName),
    department: record.department,
    submitted_at: record.submittedAt,
    term_unit: record.termUnit,
    pausable: record.pausable ? 1 : 0,
  };
}
