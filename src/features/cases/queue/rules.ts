import { addDays, type IsoDate } from '../../../platform/values/date.ts';
import { dateIn, endOfDay } from '../../../platform/values/time.ts';
import { addWorkingDays } from '../../../platform/values/working-days.ts';
import type { CaseClock } from '../term/rules.ts';

/** Tabs of a department's queue; `closed` holds what was decided lately. */
export const queueTabs = ['all', 'mine', 'overdue', 'unassigned', 'waiting', 'closed'] as const;
export type QueueTab = (typeof queueTabs)[number];

export type QueuePlace = Pick<CaseClock, 'dueAt' | 'stoppedAt'> &
  Readonly<{ submittedAt: number; answerDueAt: number | null; closedAt: number | null }>;

/** The moment by which a case stands in the queue (UTC ms), null once it is closed; one without a term is due at once. */
export function queueAtOf({ dueAt, stoppedAt, answerDueAt, closedAt, submittedAt }: QueuePlace): number | null {
  if (closedAt !== null) return null;
  const due = dueAt ?? submittedAt;
  return stoppedAt === null ? due : (answerDueAt ?? due);
}

export type DeadlineGroup = 'overdue' | 'today' | 'soon' | 'later' | 'paused';

/** Days that make «soon»: the coming working week. */
const soonDays = 5;

/** The borders of the groups at a moment, in UTC ms: everything before `today` is overdue, and so on. */
export function groupBorders(
  now: number,
  zone: string,
): Readonly<{ now: number; today: number; soon: number; soonDate: IsoDate }> {
  const date = dateIn(now, zone);
  const soonDate = addWorkingDays(date, soonDays);
  return { now, today: endOfDay(date, zone), soon: endOfDay(soonDate, zone), soonDate };
}

/** The group that a case of the queue stands in; a term that stands still is never overdue. */
export function deadlineGroup(
  place: Readonly<{ queueAt: number; stoppedAt: number | null }>,
  borders: Readonly<{ now: number; today: number; soon: number }>,
): DeadlineGroup {
  if (place.stoppedAt !== null) return 'paused';
  if (place.queueAt < borders.now) return 'overdue';
  if (place.queueAt <= borders.today) return 'today';
  return place.queueAt <= borders.soon ? 'soon' : 'later';
}

export type AnswerDates = Readonly<{
  first: IsoDate;
  last: IsoDate;
  /** Last day of a term that goes on while the applicant is asked; null where it stands still, or where there is none. */
  termEnds: IsoDate | null;
  /** Whether the earliest answer comes after `termEnds` already. */
  tooLate: boolean;
}>;

/**
 * The dates of the answer that an official may demand: from tomorrow to 60 days ahead, and within a term that does not stand
 * still meanwhile. Where no day of such a term is left, the 60 days are open: to be late serves the applicant better than to be
 * refused for a paper that nobody asked for.
 */
export function answerDateLimits(
  { dueAt, pausable }: Readonly<{ dueAt: number | null; pausable: boolean }>,
  now: number,
  zone: string,
): AnswerDates {
  const today = dateIn(now, zone);
  const [first, last] = [addDays(today, 1), addDays(today, 60)];
  const termEnds = pausable || dueAt === null ? null : dateIn(dueAt, zone);
  if (termEnds === null) return { first, last, termEnds, tooLate: false };
  const tooLate = termEnds < first;
  return { first, last: tooLate || termEnds > last ? last : termEnds, termEnds, tooLate };
}
