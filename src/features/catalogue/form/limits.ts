import { addDays, addMonths, type IsoDate } from '../../../platform/values/date.ts';

/** The day that a limit of a definition means: itself when fixed, else counted from today («today-18y», «today+10d»). */
export function dayOfLimit(limit: string, today: IsoDate): IsoDate {
  const relative = /^today(?:([+-]\d+)([dmy]))?$/.exec(limit);
  if (!relative) return limit as IsoDate;
  const count = Number(relative[1] ?? 0);
  if (relative[2] === 'y') return addMonths(today, count * 12);
  return relative[2] === 'm' ? addMonths(today, count) : addDays(today, count);
}

/** The year that a limit means. */
export function yearOfLimit(limit: number | 'today', today: IsoDate): number {
  return limit === 'today' ? Number(today.slice(0, 4)) : limit;
}
