import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { AppError, NotFound } from '../errors.ts';
import { wantsJson } from './accepts.ts';
import { isBrokenOff, refusalOf } from './error-words.ts';
import { replaceWholePage } from './htmx.ts';
import { journalRefusal } from './refusals.ts';
import { stateOf } from './request-state.ts';
import { pageOf, type Page } from './pages.ts';
import { sendPage } from './send-page.ts';
import { identify } from './session.ts';

/** What the page of an error shows; `reference` is what support can find in the log. */
export type ErrorModel = Readonly<{
  status: number;
  title: string;
  explanation: string;
  code: string;
  reference: string | null;
  retryAfter: number | null;
  way: Readonly<{ href: string; text: string }> | null;
}>;

/** Every address that no route answered, by whatever method. */
export const notFound: RequestHandler = (_req, _res, next) => next(new NotFound());

/** Turns whatever was thrown into one page: refusals in their own words, everything else as a number to tell support. */
export function handleErrors(): ErrorRequestHandler {
  return async function answerError(error: unknown, req, res, _next) {
    const { http } = stateOf(req);
    if (res.headersSent || isBrokenOff(error) || req.socket.destroyed) {
      if (!isBrokenOff(error)) http.ctx.log.warn({ err: error, request: req.id }, 'answer broken off');
      res.destroy();
      return;
    }
    const refusal = refusalOf(error);
    if (refusal !== null) await journalRefusal(req, refusal);
    const model = describe(error, refusal, req);
    stateOf(req).refusal = model.code;
    res.status(model.status);
    if (model.retryAfter !== null) res.setHeader('Retry-After', model.retryAfter);
    if (wantsJson(req)) res.json({ error: model });
    else await sendRefusal(req, res, model);
  };
}

function describe(error: unknown, refusal: AppError | null, req: Request): ErrorModel {
  if (refusal !== null && refusal.status < 500) return modelOf(refusal, null);
  const { http } = stateOf(req);
  const reference = http.ctx.random.bytes(5).toString('hex').toUpperCase();
  http.ctx.log.error({ err: error, reference, request: req.id }, 'request failed');
  return modelOf(refusal ?? new AppError(500, ourFault), reference);
}

function modelOf(refusal: AppError, reference: string | null): ErrorModel {
  const { status, title, explanation, code, retryAfterSeconds, way } = refusal;
  return { status, title, explanation, code, reference, retryAfter: retryAfterSeconds ?? null, way: way ?? null };
}

async function sendRefusal(req: Request, res: Response, model: ErrorModel): Promise<void> {
  replaceWholePage(req, res);
  sendPage(req, res, await page(req, model));
}

/** When even the shell of the page cannot be made, the words still arrive on a bare one. */
async function page(req: Request, model: ErrorModel): Promise<Page> {
  const { http } = stateOf(req);
  try {
    await identify(req);
    return pageOf(http.views.render('errors/error', { ...model, shell: await http.shellFor(req) }));
  } catch (error) {
    http.ctx.log.error({ err: error, request: req.id }, 'error page failed');
    return pageOf(http.views.render('errors/bare', model));
  }
}

const ourFault = {
  code: 'HTTP-INTERNAL',
  title: 'Что-то сломалось у нас',
  explanation:
    'Мы записали ошибку и разберёмся. Попробуйте ещё раз; если не поможет, сообщите в поддержку номер ошибки.',
};
