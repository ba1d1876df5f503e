import type { Context } from '../../../context.ts';
import { deleteDraft, findDraft, staleDrafts } from '../draft/store.ts';
import { dropScans } from '../scans/store.ts';
import { wipeDecided } from '../store.ts';

/**
 * Forgets drafts untouched for `draftFor`, with their pictures, and the data of requests decided longer than `refusedFor`
 * ago; both in milliseconds. Returns how many of each.
 */
export async function forgetOld(
  ctx: Context,
  { draftFor, refusedFor }: Readonly<{ draftFor: number; refusedFor: number }>,
): Promise<Readonly<{ drafts: number; requests: number }>> {
  const now = ctx.clock.now();
  const drafts = await staleDrafts(ctx, now - draftFor);
  for (const personId of drafts) {
    await ctx.transaction(async (tx) => {
      await dropScans(tx, (await findDraft(tx, { personId }))?.scans ?? []);
      await deleteDraft(tx, personId);
    });
  }
  return { drafts: drafts.length, requests: await wipeDecided(ctx, now - refusedFor) };
}
