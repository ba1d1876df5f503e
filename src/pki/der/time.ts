import { damaged } from '../failure.ts';
import type { Element } from './element.ts';
import { tags } from './tags.ts';

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/**
 * A Time in the only two forms that RFC 5280 section 4.1.2.5 allows: to the second, in UTC; years of two digits mean 1950–2049.
 * Returns UTC milliseconds; throws SIG-DAMAGED, also for the 31st of February.
 */
export function readTime(element: Element): number {
  const text = element.content.toString('latin1');
  const match =
    element.tag === tags.utcTime
      ? UTC_TIME.exec(text)
      : element.tag === tags.generalizedTime
        ? GENERALIZED_TIME.exec(text)
        : null;
  if (!match) throw damaged('a time in another form than RFC 5280 allows');
  return fromParts(element, match);
}

const PRECISE_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/;

/** A GeneralizedTime that may have fractions of a second, as time stamps do (RFC 3161 section 2.4.2); cut to milliseconds. Throws SIG-DAMAGED. */
export function readPreciseTime(element: Element): number {
  const match = element.tag === tags.generalizedTime ? PRECISE_TIME.exec(element.content.toString('latin1')) : null;
  if (!match) throw damaged('a time in another form than RFC 3161 allows');
  return fromParts(element, match.slice(0, 7)) + Number(`${match[7] ?? ''}000`.slice(0, 3));
}

function fromParts(element: Element, match: readonly string[]): number {
  const [given = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const year = element.tag === tags.generalizedTime ? given : given + (given < 50 ? 2000 : 1900);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const same = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour;
  if (!same || minute > 59 || second > 59) throw damaged('a time that does not exist');
  return date.getTime();
}

/** `YYYYMMDDHHMMSSZ` for UTC milliseconds, the form of GeneralizedTime. */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/\D/g, '')}Z`;
}
