import { day } from '../../../platform/values/durations.ts';

/** Whether a password that was chosen at `changedAt` (UTC ms) has reached its greatest age; 0 days: it never does. */
export function isTooOld(changedAt: number, now: number, maxAgeDays: number): boolean {
  return maxAgeDays > 0 && now - changedAt >= maxAgeDays * day;
}
