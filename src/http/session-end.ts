import type { Request } from 'express';
import { formatTime } from '../platform/values/time.ts';
import { stateOf } from './request-state.ts';
import { sessionOf } from './session.ts';

/** When the session of the request ends if nothing more is done: for people, and in whole seconds for the script. */
export function sessionEndOf(req: Request): { endsAtText: string; secondsLeft: number } {
  const { clock, config } = stateOf(req).http.ctx;
  const { endsAt } = sessionOf(req);
  return {
    endsAtText: formatTime(endsAt, config.timeZone),
    secondsLeft: Math.max(0, Math.round((endsAt - clock.now()) / 1000)),
  };
}
