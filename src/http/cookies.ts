import type { Request, Response } from 'express';

/** The value of one cookie, or null. */
export function readCookie(req: Request, name: string): string | null {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

/** Sets a cookie that ends with the browser. `__Host-` names demand Secure, path `/` and no domain. */
export function setCookie(res: Response, name: string, value: string, secure: boolean): void {
  res.cookie(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

export function clearCookie(res: Response, name: string, secure: boolean): void {
  res.clearCookie(name, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/** On TLS a cookie with the `__Host-` prefix cannot be planted by a neighbouring host or over plain HTTP. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
