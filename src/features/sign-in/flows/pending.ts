import type { Request } from 'express';
import type { Context } from '../../../context.ts';
import { sessionOrNull } from '../../../http/session.ts';
import type { LoginFlow, NewPasswordFlow } from './rules.ts';
import { findFlow } from './store.ts';

type LoginStep = LoginFlow | NewPasswordFlow;

/** A login that this session has begun: the password was right and something is owed. Null: nobody gets past the first step. */
export async function pendingOf<K extends LoginStep['kind']>(
  ctx: Context,
  req: Request,
  kind: K,
): Promise<Readonly<{ sessionId: string; personId: string; flow: Extract<LoginStep, { kind: K }> }> | null> {
  const session = sessionOrNull(req);
  if (session?.stage !== 'partial' || session.personId === null) return null;
  const flow = await findFlow(ctx, session.id, kind);
  if (flow === null) return null;
  return { sessionId: session.id, personId: session.personId, flow: flow as Extract<LoginStep, { kind: K }> };
}
