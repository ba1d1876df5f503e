import { minute } from '../../../platform/values/durations.ts';
import { counted } from '../../../platform/values/plural.ts';

/** The idle time of a session in minutes. */
export function idleMinutes(idleMs: number | null, portal: number): number {
  return idleMs === null ? portal : Math.min(portal, Math.round(idleMs / minute));
}

export function minutesInWords(minutes: number): string {
  return counted(minutes, 'минута', 'минуты', 'минут');
}
