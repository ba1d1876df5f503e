import type { Context } from '../../../context.ts';
import { flowTerm, type Flow } from './rules.ts';

/** Keeps where a session has come to; one flow a session, the latest. Everything typed so far is encrypted. */
export async function saveFlow(ctx: Context, sessionId: string, flow: Flow): Promise<void> {
  const row = {
    session_id: sessionId,
    flow_sealed: ctx.cipher.seal('sign_in_flows.flow', sessionId, JSON.stringify(flow)),
    expires_at: ctx.clock.now() + flowTerm,
  };
  await ctx.db('sign_in_flows').insert(row).onConflict('session_id').merge();
}

/** The flow of a session when it is of this kind and not too old, else null. */
export async function findFlow<K extends Flow['kind']>(
  ctx: Context,
  sessionId: string | undefined,
  kind: K,
): Promise<Extract<Flow, { kind: K }> | null> {
  if (sessionId === undefined) return null;
  const row = (await ctx
    .db('sign_in_flows')
    .where({ session_id: sessionId })
    .where('expires_at', '>', ctx.clock.now())
    .first('flow_sealed')) as { flow_sealed: string } | undefined;
  if (row === undefined) return null;
  const flow = ctx.cipher.openJson('sign_in_flows.flow', sessionId, row.flow_sealed) as Flow;
  return flow.kind === kind ? (flow as Extract<Flow, { kind: K }>) : null;
}

export async function dropFlow(ctx: Context, sessionId: string): Promise<void> {
  await ctx.db('sign_in_flows').where({ session_id: sessionId }).delete();
}

export async function sweepFlows(ctx: Context): Promise<void> {
  await ctx.db('sign_in_flows').where('expires_at', '<', ctx.clock.now()).delete();
}
