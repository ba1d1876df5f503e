import type { Request, Response } from 'express';
import { cookieName, readCookie } from '../../http/cookies.ts';
import { stateOf } from '../../http/request-state.ts';
import { deviceTerm } from '../accounts/index.ts';

/** The token by which a browser is known again, or null. It is nobody's name: accounts keep its hash. */
export function readDeviceToken(req: Request): string | null {
  const token = readCookie(req, nameFor(req));
  return token !== null && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null;
}

/** Keeps the token in the browser for 180 days. */
export function writeDeviceToken(req: Request, res: Response, token: string): void {
  const { secure } = stateOf(req).http;
  res.cookie(nameFor(req), token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: deviceTerm });
}

function nameFor(req: Request): string {
  return cookieName('device', stateOf(req).http.secure);
}
