import type { Request } from 'express';
import { minute } from '../platform/values/durations.ts';
import { wantsJson } from './accepts.ts';
import { loginAddress } from './access.ts';
import { readBody } from './body.ts';
import { csrfField, isLateTokenValid, isUnsafe, judgeByHeaders } from './csrf.ts';
import type { LateForm } from './ports.ts';
import { stateOf } from './request-state.ts';
import { hashOf, isBackground } from './session.ts';

/** How long after its session a form is still taken. */
const late = 30 * minute;

/**
 * Keeps a form that a person sent after their session had run out, and answers the login page that leads back to it; null
 * when there is nothing to keep. Only forms with the token of that very session are taken, and no files.
 */
export async function keepLateForm(req: Request): Promise<string | null> {
  const { http, lapsed, actor } = stateOf(req);
  if (http.lateForms === undefined || lapsed === null || actor !== null || !isLateForm(req)) return null;
  await readBody(req);
  const { [csrfField]: token, ...body } = req.body as LateForm['body'];
  if (!isLateTokenValid(req, token)) return null;
  const owner = await http.lateForms.ownerOf(hashOf(lapsed));
  if (owner === null || http.ctx.clock.now() - owner.endedAt > late) return null;
  const address = await http.lateForms.keep({ personId: owner.personId, path: req.originalUrl, body });
  return loginAddress(req, address);
}

/** What a person sent with a button, from a page of ours: not what a script saves or asks by itself. */
function isLateForm(req: Request): boolean {
  const byPerson = isUnsafe(req.method) && !isBackground(req) && !wantsJson(req);
  const foreign = judgeByHeaders(req, stateOf(req).http.ctx.config.publicUrl) === 'foreign';
  return byPerson && !foreign && Boolean(req.is('urlencoded'));
}
