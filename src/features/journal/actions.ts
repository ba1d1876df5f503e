import type { Context } from '../../context.ts';
import type { Actor } from '../../platform/values/actor.ts';

/** Journals that the person took their journal away: a copy of it is now outside the portal. */
export async function noteDownload(ctx: Context, { personId }: Actor, entries: number): Promise<void> {
  await ctx.audit.record({ act: 'journal.downloaded', personId, actorId: personId, details: { entries } });
}
