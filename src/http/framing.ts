import type { NextFunction, Request, Response } from 'express';

/**
 * Refuses what Node's parser lets pass and a proxy might read otherwise than we: several or odd names of the host (RFC 9112
 * section 3.2), a coding of the body that we do not undo (6.1), HTTP/0.9. Answers as the parser does: 400, and the end.
 */
export function refuseOddFraming(req: Request, res: Response, next: NextFunction): void {
  if (isEven(req)) return next();
  res.statusCode = 400;
  res.setHeader('Connection', 'close');
  res.end();
}

const hostName = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

function isEven({ httpVersionMajor, httpVersionMinor, headers, rawHeaders }: Request): boolean {
  if (httpVersionMajor < 1 || hosts(rawHeaders) > 1) return false;
  const { host, 'transfer-encoding': coding } = headers;
  if (host !== undefined && !hostName.test(host)) return false;
  return coding === undefined || (coding.toLowerCase() === 'chunked' && httpVersionMinor > 0);
}

/** Node keeps the first and says nothing of the others. */
function hosts(rawHeaders: readonly string[]): number {
  let found = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (name.length === 4 && name.toLowerCase() === 'host') found += 1;
  }
  return found;
}
