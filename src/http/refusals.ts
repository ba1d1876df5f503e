import type { Request } from 'express';
import type { AppError } from '../errors.ts';
import { stateOf } from './request-state.ts';

/**
 * Refusals of people who are signed in go into the journal, whoever refused them, guard or handler: they are mistakes of
 * ours, or attempts. A citizen's «not found» is neither, except on a page of staff. Never fails: the answer goes before.
 */
export async function journalRefusal(req: Request, refusal: AppError): Promise<void> {
  const { http, actor, client, route, number } = stateOf(req);
  if (actor === null || route === null || !isAttempt(refusal, typeof route.policy.who !== 'string')) return;
  const entry = {
    act: route.policy.audit ?? 'access.refused',
    personId: actor.personId,
    actorId: actor.personId,
    party: actor.party,
    subject: `${route.method} ${route.path}`,
    result: 'refused' as const,
    ip: client.address,
    details: { code: refusal.code, ...(number !== null && { number: number.slice(0, 40) }) },
  };
  await http.ctx.audit
    .record(entry)
    .catch((error: unknown) => http.ctx.log.error({ err: error, request: req.id }, 'refusal not journalled'));
}

function isAttempt({ status }: AppError, onStaffPage: boolean): boolean {
  return status === 403 || (status === 404 && onStaffPage);
}
