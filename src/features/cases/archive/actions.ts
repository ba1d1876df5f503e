import type { Context } from '../../../context.ts';
import { Conflict } from '../../../errors.ts';
import { day } from '../../../platform/values/durations.ts';
import { moveCase } from '../actions.ts';
import { kindCodes, kindOf } from '../kinds/list.ts';
import { statusRule } from '../rules.ts';
import { finishedBefore } from '../store.ts';

const batch = 100;

/** Archives every case whose last status is older than its kind allows; returns how many there were. */
export async function archiveFinished(ctx: Context): Promise<number> {
  let archived = 0;
  for (const kind of kindCodes) {
    for (const status of Object.keys(kindOf(kind).statuses)) {
      const { archivedAfterDays } = statusRule(kindOf(kind), status);
      if (archivedAfterDays === undefined) continue;
      archived += await archiveAll(ctx, { kind, status, before: ctx.clock.now() - archivedAfterDays * day });
    }
  }
  return archived;
}

async function archiveAll(ctx: Context, old: Parameters<typeof finishedBefore>[1]): Promise<number> {
  let archived = 0;
  for (
    let found = await finishedBefore(ctx, old, batch);
    found.length > 0;
    found = await finishedBefore(ctx, old, batch)
  ) {
    for (const { id, revision } of found) {
      // Somebody may have moved the case a moment ago; the next look will not find it again.
      await ctx.transaction((tx) => moveCase(tx, null, { caseId: id, revision, to: 'archived' })).catch(ignoreConflict);
      archived += 1;
    }
  }
  return archived;
}

function ignoreConflict(error: unknown): void {
  if (!(error instanceof Conflict)) throw error;
}
