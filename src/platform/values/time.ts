import { dayNumber, isoFromDay, type IsoDate } from './date.ts';

const DAY = 86_400_000;
const QUARTER = 900_000;
const KEPT_QUARTERS = 10_000;
const KEPT_DAYS = 10_000;

type Zone = { format: Intl.DateTimeFormat; offsets: Map<number, number> };
const zones = new Map<string, Zone>();
/** Days since 1970 in words: lists repeat a few of them. */
const days = new Map<number, string>();

/** Whether the system knows the time zone, e.g. «Europe/Moscow». */
export function isTimeZone(zone: string): boolean {
  try {
    zoneOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** «20.11.2026»: the day of a moment (UTC ms) in the zone. Throws RangeError for an unknown zone. */
export function formatDate(ms: number, zone: string): string {
  const day = Math.floor((ms + offsetAt(ms, zone)) / DAY);
  let words = days.get(day);
  if (words === undefined) {
    if (days.size >= KEPT_DAYS) days.clear();
    days.set(day, (words = dayOf(new Date(day * DAY).toISOString())));
  }
  return words;
}

/** «20.11.2026 14:36» in the zone. */
export function formatDateTime(ms: number, zone: string): string {
  const local = localIso(ms, zone);
  return `${dayOf(local)} ${local.slice(11, 16)}`;
}

/** «14:36» in the zone. */
export function formatTime(ms: number, zone: string): string {
  return localIso(ms, zone).slice(11, 16);
}

/** The day of a moment in the zone, as an ISO date. */
export function dateIn(ms: number, zone: string): IsoDate {
  return localIso(ms, zone).slice(0, 10) as IsoDate;
}

/** Hour (0…23) and minute of a moment in the zone: for quiet hours and schedules. */
export function clockIn(ms: number, zone: string): { hour: number; minute: number } {
  const local = localIso(ms, zone);
  return { hour: Number(local.slice(11, 13)), minute: Number(local.slice(14, 16)) };
}

/** The first moment (UTC ms) of a day in the zone; where clocks skip midnight, the first moment after it. */
export function startOfDay(date: IsoDate, zone: string): number {
  const midnight = dayNumber(date) * DAY;
  const candidates = [midnight - offsetAt(midnight - DAY, zone), midnight - offsetAt(midnight + DAY, zone)];
  const inside = candidates.filter((ms) => dateIn(ms, zone) === date);
  return Math.min(...(inside.length > 0 ? inside : candidates));
}

/** The last millisecond of a day in the zone: a deadline «до 20.11.2026» lasts until then. */
export function endOfDay(date: IsoDate, zone: string): number {
  return startOfDay(isoFromDay(dayNumber(date) + 1), zone) - 1;
}

/**
 * How far the zone is ahead of UTC at a moment, in ms. Intl costs microseconds a call and lists show many dates, so the
 * answer is kept per quarter of an hour: offsets change only on such boundaries.
 */
export function offsetAt(ms: number, zone: string): number {
  const { format, offsets } = zoneOf(zone);
  const quarter = Math.floor(ms / QUARTER);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const offset = measure(quarter * QUARTER, format);
  if (offsets.size >= KEPT_QUARTERS) offsets.clear();
  offsets.set(quarter, offset);
  return offset;
}

/** The wall clock of the zone in the form of ISO 8601; its «Z» means nothing. */
function localIso(ms: number, zone: string): string {
  return new Date(ms + offsetAt(ms, zone)).toISOString();
}

function dayOf(local: string): string {
  return `${local.slice(8, 10)}.${local.slice(5, 7)}.${local.slice(0, 4)}`;
}

function measure(ms: number, format: Intl.DateTimeFormat): number {
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(ms)) part[type] = Number(value);
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return local - Math.floor(ms / 1000) * 1000;
}

function zoneOf(zone: string): Zone {
  const known = zones.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const made = { format, offsets: new Map<number, number>() };
  zones.set(zone, made);
  return made;
}
