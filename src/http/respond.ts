import type { Request, Response } from 'express';
import { csrfToken } from './csrf.ts';
import { replaceWholePage, targetOf, varyOnHtmx, wantsPart } from './htmx.ts';
import { stateOf } from './request-state.ts';
import { sendHtml } from './send-html.ts';

export type RespondOptions = Readonly<{
  status?: number;
  /** Parts of the page that may be returned alone: `documents-list` is `_documents-list.njk` beside the page. */
  fragments?: readonly string[];
}>;

/**
 * Answers with a page (`documents/index`), or with one part of it when htmx asked for a declared part and nothing more.
 * The shell of the page is built for whole pages only; a part gets `shell.csrf` and `shell.path` alone.
 */
export async function respond(
  req: Request,
  res: Response,
  template: string,
  model: object,
  { status = 200, fragments = [] }: RespondOptions = {},
): Promise<void> {
  const { http } = stateOf(req);
  const target = wantsPart(req) ? targetOf(req) : null;
  if (fragments.length > 0) res.vary(varyOnHtmx);
  res.status(status);
  if (target !== null && fragments.includes(target)) {
    const shell = { csrf: csrfToken(req), path: req.path };
    return sendHtml(req, res, http.views.render(partOf(template, target), { ...model, shell }));
  }
  replaceWholePage(req, res);
  // A script that was redirected here shows this page, so the address must be this page's, too.
  if (wantsPart(req) && req.method === 'GET') res.setHeader('HX-Push-Url', req.originalUrl);
  sendHtml(req, res, http.views.render(template, { ...model, shell: await http.shellFor(req) }));
}

/** 303: the browser goes on with GET, so that reloading repeats nothing. */
export function redirect(res: Response, path: string): void {
  res.redirect(303, path);
}

function partOf(template: string, name: string): string {
  return `${template.slice(0, template.lastIndexOf('/') + 1)}_${name}`;
}
