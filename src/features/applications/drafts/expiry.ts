import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { removeDraft } from './saving.ts';
import { expiredDrafts } from './store.ts';

const batch = 50;

/** Deletes every draft whose term has passed, with its files. Returns how many there were. */
export async function deleteExpiredDrafts(ctx: Context): Promise<number> {
  let deleted = 0;
  for (;;) {
    const drafts = await expiredDrafts(ctx, ctx.clock.now(), batch);
    for (const draft of drafts) {
      // A draft that is being saved at this moment lives on: the next look will not find it expired.
      await ctx.transaction((tx) => removeDraft(tx, draft)).catch(ignoreConflict);
      deleted += 1;
    }
    if (drafts.length < batch) return deleted;
  }
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof Conflict)) throw error;
}
