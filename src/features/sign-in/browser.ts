import type { Request, Response } from 'express';
import { subscriberOf } from '../../http/rate-limits.ts';
import { clientOf } from '../../http/request-state.ts';
import { redirect } from '../../http/respond.ts';
import { rotateSession } from '../../http/session.ts';
import { readDeviceToken, writeDeviceToken } from './device-cookie.ts';
import type { Browser, Entered } from './entering/actions.ts';

/** Where a request comes from, as far as logins care. */
export function browserOf(req: Request): Browser {
  const { address } = clientOf(req);
  return { ip: address, address: subscriberOf(address), deviceToken: readDeviceToken(req) };
}

/** Signs the browser in under a new cookie and sends it on. */
export async function letIn(
  req: Request,
  res: Response,
  { personId, deviceId, deviceToken, landing, idleMs }: Entered,
): Promise<void> {
  await rotateSession(req, { stage: 'full', personId, party: null, deviceId, idleMs });
  if (deviceToken !== null) writeDeviceToken(req, res, deviceToken);
  redirect(res, landing);
}
