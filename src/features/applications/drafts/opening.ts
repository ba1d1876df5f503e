import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { NotFound } from '../../../errors.ts';
import { actorOf } from '../../../http/request-state.ts';
import { redirect } from '../../../http/respond.ts';
import { caseById } from '../../cases/index.ts';
import { caseOfApplication } from '../store.ts';
import type { Draft } from './rules.ts';
import { findDraft } from './store.ts';

/**
 * The draft of a page that is looked at; null when it has been sent meanwhile and the answer leads to its card: whoever goes
 * back after sending finds the application, not a missing page. @throws NotFound as `findDraft` does
 */
export async function openDraft(ctx: Context, req: Request<{ id: string }>, res: Response): Promise<Draft | null> {
  try {
    return await findDraft(ctx, actorOf(req), req.params.id);
  } catch (error) {
    const number = error instanceof NotFound ? await numberOfSent(ctx, req) : null;
    if (number === null) throw error;
    redirect(res, `/applications/${number}`);
    return null;
  }
}

async function numberOfSent(ctx: Context, req: Request<{ id: string }>): Promise<string | null> {
  const { party } = actorOf(req);
  const caseId = await caseOfApplication(ctx, req.params.id);
  const record = caseId === null ? null : await caseById(ctx, caseId);
  const own = record !== null && record.owner.kind === party.kind && record.owner.id === party.id;
  return own ? record.number : null;
}
