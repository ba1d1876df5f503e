import type { Request } from 'express';

/** Whether a program or a script of ours asked, and not a person for a page. */
export function wantsJson(req: Request): boolean {
  return req.path.startsWith('/api/') || req.accepts(['html', 'json']) === 'json';
}
