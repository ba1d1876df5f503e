import type { Request, Response } from 'express';
import { compressed } from './compression.ts';
import { csrfToken } from './csrf.ts';
import { withLooseWords } from './display.ts';
import { fillIn, isWhole, type Page } from './pages.ts';
import { sessionOrNull } from './request-state.ts';
import { sessionEndOf } from './session-end.ts';

/** Ends the answer with a page. Pages of a session keep `no-store`; public ones may come back with the Back button. */
export function sendPage(req: Request, res: Response, page: Page): void {
  if (sessionOrNull(req) === null && res.statusCode === 200) res.setHeader('Cache-Control', 'private, no-cache');
  const filled = fillIn(page, {
    csrf: () => csrfToken(req),
    secondsLeft: () => String(sessionEndOf(req).secondsLeft),
  });
  const bytes = compressed(req, res, withLooseWords(req, filled), { again: isWhole(page) });
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', bytes.length);
  res.end(bytes);
}
