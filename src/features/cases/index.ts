export { assignCase, moveCase, openCase, type CaseMove, type NewCase } from './actions.ts';
export { casesJobs } from './jobs.ts';
export { applicationKind, type ApplicationStatus } from './kinds/application.ts';
export { confirmationKind, type ConfirmationStatus } from './kinds/confirmation.ts';
export { kindOf, type KindCode } from './kinds/list.ts';
export { latestOwnCase, listOwnCases, type OwnCursor, type OwnFilter, type OwnPage } from './own/store.ts';
export {
  answerDateLimits,
  deadlineGroup,
  groupBorders,
  queueTabs,
  type AnswerDates,
  type DeadlineGroup,
  type QueueTab,
} from './queue/rules.ts';
export {
  countAhead,
  countLimit,
  countQueue,
  findBySurname,
  listQueue,
  nextInQueue,
  type QueueCursor,
  type QueuePage,
} from './queue/store.ts';
export { toCase, type Case, type CaseRow, type Reason, type Step } from './records.ts';
export {
  mayLead,
  mayMove,
  moverOf,
  nextMoves,
  stagesOf,
  type CaseKind,
  type Mover,
  type Stage,
  type Tone,
} from './rules.ts';
export { caseById, findCaseForStaff, findOwnCase, stepsOf } from './store.ts';
export { workingDaysLeft, type CaseTerm } from './term/rules.ts';
export { isVisibleToStaff } from './visibility.ts';
export { decisionWords, hintOf, stampOf, stepTitle, type StampModel } from './view.ts';
