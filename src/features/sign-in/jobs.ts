import type { Context } from '../../context.ts';
import { day } from '../../platform/values/durations.ts';
import type { Jobs } from '../../platform/worker.ts';
import { sweepConfirmations } from './email/store.ts';
import { sweepFlows } from './flows/store.ts';
import { sweepForms } from './late-forms/store.ts';
import { sweepCounters } from './lockout/store.ts';

/** What began and was never finished goes: half-typed registrations within the hour. */
export function signInJobs(ctx: Context): Jobs {
  return {
    handlers: {},
    schedule: [
      {
        name: 'sign-in.sweep',
        cron: '*/20 * * * *',
        async run() {
          const now = ctx.clock.now();
          await sweepFlows(ctx);
          await sweepForms(ctx);
          await sweepCounters(ctx, now - day);
          await sweepConfirmations(ctx, now - 30 * day);
        },
      },
    ],
  };
}
