import { addDays, daysBetween } from '../../../platform/values/date.ts';
import { dateIn, endOfDay } from '../../../platform/values/time.ts';
import {
  addWorkingDays,
  deadline,
  nextWorkingDay,
  workingDaysBetween,
  type Term,
} from '../../../platform/values/working-days.ts';

/** A term as the engine keeps it; `pausable`: it stands still while the applicant is asked for documents. */
export type CaseTerm = Term & Readonly<{ pausable: boolean }>;

export type CaseClock = Readonly<{
  termUnit: Term['unit'] | null;
  pausable: boolean;
  /** UTC ms, the last moment of the term; null for a case without one. */
  dueAt: number | null;
  stoppedAt: number | null;
}>;

/** The clock of a case at its opening: a term counted from `at`, an explicit moment, or none. Times in UTC ms. */
export function startClock(at: number, zone: string, given: Readonly<{ term?: CaseTerm; dueAt?: number }>): CaseClock {
  const { term, dueAt } = given;
  if (term === undefined) return { termUnit: null, pausable: false, dueAt: dueAt ?? null, stoppedAt: null };
  return { termUnit: term.unit, pausable: term.pausable, dueAt: dueAt ?? deadline(at, term, zone), stoppedAt: null };
}

/** Stops the clock where its definition allows that; a clock that stands already stays as it is. */
export function stopClock(clock: CaseClock, now: number): CaseClock {
  return clock.pausable && clock.stoppedAt === null ? { ...clock, stoppedAt: now } : clock;
}

/**
 * Lets the clock go on: the last day moves by as many days as it stood still, working or calendar ones as the term counts,
 * and never to a day off. A term that had already passed is not revived by the standstill of the same day.
 */
export function resumeClock(clock: CaseClock, now: number, zone: string): CaseClock {
  const { dueAt, stoppedAt, termUnit } = clock;
  if (stoppedAt === null) return clock;
  if (dueAt === null) return { ...clock, stoppedAt: null };
  const [stopped, today, due] = [dateIn(stoppedAt, zone), dateIn(now, zone), dateIn(dueAt, zone)];
  const moved =
    termUnit === 'working-days'
      ? addWorkingDays(due, workingDaysBetween(stopped, today))
      : nextWorkingDay(addDays(due, daysBetween(stopped, today)));
  return { ...clock, stoppedAt: null, dueAt: stopped === today ? dueAt : endOfDay(moved, zone) };
}

/** Working days left until the end of the term: 0 on its last day, negative once it has passed. */
export function workingDaysLeft(now: number, dueAt: number, zone: string): number {
  return workingDaysBetween(dateIn(now, zone), dateIn(dueAt, zone));
}
