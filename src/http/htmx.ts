import type { Request, Response } from 'express';

/** On what the choice between page and fragment depends, for caches. */
export const varyOnHtmx = 'HX-Request, HX-Target, HX-Request-Type, HX-Boosted, HX-History-Restore-Request';

/** Whether a script of ours asked (htmx), not the browser itself. */
export function isHtmx(req: Request): boolean {
  return req.headers['hx-request'] === 'true';
}

/** Whether htmx will put the answer into a part of the page: neither boosted, nor the whole page, nor a step in history. */
export function wantsPart(req: Request): boolean {
  const { headers } = req;
  return (
    isHtmx(req) &&
    headers['hx-boosted'] === undefined &&
    headers['hx-request-type'] !== 'full' &&
    headers['hx-history-restore-request'] === undefined
  );
}

/** The id in `HX-Target: div#documents-list`, or null. */
export function targetOf(req: Request): string | null {
  const target = req.get('hx-target') ?? '';
  const hash = target.indexOf('#');
  return hash < 0 ? null : target.slice(hash + 1);
}

/** Tells htmx that the answer is a whole page although it asked for a part: errors and other pages never nest. */
export function replaceWholePage(req: Request, res: Response): void {
  if (!wantsPart(req)) return;
  res.setHeader('HX-Retarget', 'body');
  res.setHeader('HX-Reswap', 'outerSync');
}

/** Sends the browser elsewhere (303); a request for a part makes the whole page go there. */
export function redirectWhole(req: Request, res: Response, path: string): void {
  if (isHtmx(req)) res.status(204).set('HX-Redirect', path).end();
  else res.redirect(303, path);
}
