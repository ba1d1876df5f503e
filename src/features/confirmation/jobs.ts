import type { Context } from '../../context.ts';
import { day } from '../../platform/values/durations.ts';
import type { Jobs } from '../../platform/worker.ts';
import { forgetOld } from './retention/actions.ts';

/** Passport data that nobody needs any more do not stay: every night drafts and refused requests grow old. */
export function confirmationJobs(ctx: Context): Jobs {
  const keep = { draftFor: 3 * day, refusedFor: 30 * day };
  return {
    handlers: {},
    schedule: [{ name: 'confirmation.retention', cron: '40 3 * * *', run: () => forgetOld(ctx, keep) }],
  };
}
