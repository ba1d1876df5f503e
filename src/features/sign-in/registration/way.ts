import type { Request, Response } from 'express';
import type { Context } from '../../../context.ts';
import { redirect } from '../../../http/respond.ts';
import { sessionOrNull } from '../../../http/session.ts';
import { findFlow, saveFlow } from '../flows/store.ts';
import { advance, detour, nextOf, pathOf, type RegistrationFlow, type RegistrationStep } from './rules.ts';

/** A registration under way: the session that it belongs to and how far it has come. */
export type Way = Readonly<{ sessionId: string; flow: RegistrationFlow }>;

export const templateOf = (step: RegistrationStep) => `sign-in/registration/${step}`;

/** The registration under way when this page may be opened now; otherwise the answer leads to the page that may, and null. */
export async function wayTo(ctx: Context, req: Request, res: Response, step: RegistrationStep): Promise<Way | null> {
  const sessionId = sessionOrNull(req)?.id;
  const flow = await findFlow(ctx, sessionId, 'registration');
  const instead = detour(flow, step);
  if (sessionId !== undefined && flow !== null && instead === null) return { sessionId, flow };
  redirect(res, instead === null || instead === 'phone' ? '/register?again=1' : pathOf(instead));
  return null;
}

/** One page is done: its answers are kept and the next page opens. */
export async function goOn(
  ctx: Context,
  res: Response,
  { sessionId, flow }: Way,
  done: RegistrationStep,
  answers: Partial<RegistrationFlow>,
): Promise<void> {
  const further = advance(flow, done, answers);
  await saveFlow(ctx, sessionId, further);
  redirect(res, pathOf(nextOf(done)));
}
