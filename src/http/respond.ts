import type { Request, Response } from 'express';
import { replaceWholePage, targetOf, varyOnHtmx, wantsPart } from './htmx.ts';
import { blanks, pageOf, type Page } from './pages.ts';
import type { Http } from './ports.ts';
import { stateOf } from './request-state.ts';
import { sendPage } from './send-page.ts';

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
    const shell = { csrf: blanks.csrf, path: req.path };
    return sendPage(req, res, make(http, status, partOf(template, target), { ...model, shell }));
  }
  replaceWholePage(req, res);
  // A script that was redirected here shows this page, so the address must be this page's, too.
  if (wantsPart(req) && req.method === 'GET') res.setHeader('HX-Push-Url', req.originalUrl);
  sendPage(req, res, make(http, status, template, { ...model, shell: await http.shellFor(req) }));
}

/** What was refused is shown once, with what was typed. */
function make({ views }: Http, status: number, template: string, model: object): Page {
  return status === 200 ? views.page(template, model) : pageOf(views.render(template, model));
}

/** 303: the browser goes on with GET, so that reloading repeats nothing. */
export function redirect(res: Response, path: string): void {
  res.redirect(303, path);
}

function partOf(template: string, name: string): string {
  return `${template.slice(0, template.lastIndexOf('/') + 1)}_${name}`;
}
