import type { Request } from 'express';
import { isUnsafe } from './csrf.ts';

/** A way back that stays on this site: an absolute path, or null for anything else. */
export function safeNext(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 1000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(value)) return null;
  const base = 'http://a.invalid';
  return URL.canParse(value, base) && new URL(value, base).origin === base ? value : null;
}

/** The page to come back to after login: what was asked for, or the page from which a form or a fragment was sent. */
export function returnAddress(req: Request, origin: string): string | null {
  const fromPage = isUnsafe(req.method) || req.headers['hx-request'] === 'true';
  return fromPage ? pageBefore(req, origin) : safeNext(req.originalUrl);
}

/** The page of ours that led here, or null. */
export function pageBefore(req: Request, origin: string): string | null {
  const page = req.get('hx-current-url') ?? req.get('referer');
  if (page === undefined || !URL.canParse(page)) return null;
  const url = new URL(page);
  return url.origin === origin ? safeNext(url.pathname + url.search) : null;
}
