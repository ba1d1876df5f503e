import type { Request, RequestHandler } from 'express';
import { AppError } from '../errors.ts';
import { decideAccess } from './access.ts';
import { readBody } from './body.ts';
import { csrfField, csrfRefused, isTokenValid, isUnsafe, judgeByHeaders } from './csrf.ts';
import { redirectWhole } from './htmx.ts';
import { keepLateForm } from './late-form.ts';
import { checkParams, patternsOf } from './params.ts';
import type { RouteEntry } from './policy.ts';
import { limitTable, subscriberOf, type LimitName } from './rate-limits.ts';
import { stateOf } from './request-state.ts';
import { identify } from './session.ts';
import { createReceiver } from './uploads.ts';

/**
 * What runs before the handler of a route, in this order: rate limit, session and actor, role, rights and level, CSRF,
 * shape of the address, body. Nothing of a body is stored or parsed for somebody who may not send it; only a form whose
 * browser sent no origin is read (100 kB at most) to find its token.
 */
export function guardsOf(entry: RouteEntry): RequestHandler[] {
  const { policy } = entry;
  const patterns = patternsOf(entry.path, policy);
  const receive = policy.upload ? createReceiver(policy.upload) : readForm;

  return [
    async function guard(req, res, next) {
      const state = stateOf(req);
      const { number } = req.params;
      state.route = entry;
      state.number = typeof number === 'string' ? number : null;
      await countBy('address', req, policy.limit);
      await identify(req);
      const elsewhere = decideAccess(req, policy);
      if (elsewhere !== null) return redirectWhole(req, res, (await keepLateForm(req)) ?? elsewhere);
      await countBy('person', req, policy.limit);
      const unsafe = isUnsafe(req.method);
      if (unsafe) await checkCsrf(req);
      checkParams(patterns, req.params);
      if (unsafe) await receive(req);
      next();
    },
  ];
}

async function countBy(by: 'address' | 'person', req: Request, limit: LimitName | undefined): Promise<void> {
  if (limit === undefined || limitTable[limit].by !== by) return;
  const { http, actor, client } = stateOf(req);
  const visitor = subscriberOf(client.address);
  await http.limits.consume(limit, by === 'person' ? (actor?.personId ?? visitor) : visitor);
}

async function checkCsrf(req: Request): Promise<void> {
  const verdict = judgeByHeaders(req, stateOf(req).http.ctx.config.publicUrl);
  if (verdict === 'ours') return;
  if (verdict === 'foreign') throw csrfRefused();
  if (isTokenValid(req, req.query[csrfField])) return;
  // A multipart body must not be parsed before the check, so its token can only be in the address.
  if (!req.is('urlencoded')) throw csrfRefused();
  await readBody(req);
  const body = req.body as Readonly<Record<string, unknown>>;
  if (!isTokenValid(req, body[csrfField])) throw csrfRefused();
}

async function readForm(req: Request): Promise<void> {
  if (req.is('multipart')) throw new AppError(415, unexpectedFiles);
  await readBody(req);
}

const unexpectedFiles = {
  code: 'HTTP-UNSUPPORTED',
  title: 'Запрос не понят',
  explanation: 'Эта страница не принимает файлы. Вернитесь и попробуйте ещё раз.',
};
