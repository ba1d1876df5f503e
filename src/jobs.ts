import type { Context } from './context.ts';
import { accountJobs } from './features/accounts/index.ts';
import { applicationJobs } from './features/applications/index.ts';
import { demoJobs } from './features/demo/index.ts';
import { casesJobs } from './features/cases/index.ts';
import { confirmationJobs } from './features/confirmation/index.ts';
import { notificationJobs } from './features/notifications/index.ts';
import { signInJobs } from './features/sign-in/index.ts';
import { sweepLimits } from './http/shared-limits.ts';
import { closeJournal } from './platform/audit-heads.ts';
import { checkpoint } from './platform/db/checkpoint.ts';
import { isPostgres } from './platform/db/database.ts';
import { sweepOrphans } from './platform/files/sweep.ts';
import type { Jobs } from './platform/worker.ts';

/** Everything that happens beside requests: one line per feature. */
export function createJobs(ctx: Context): Jobs {
  return merge([
    {
      handlers: {},
      schedule: [
        { name: 'files.sweep', cron: '17 3 * * *', run: () => sweepOrphans({ ...ctx, dir: ctx.filesDir }) },
        { name: 'audit.heads', cron: '* * * * *', run: () => closeJournal(ctx) },
        isPostgres(ctx.db)
          ? { name: 'rate-limits.sweep', cron: '7 * * * *', run: () => sweepLimits(ctx.db, ctx.clock.now()) }
          : { name: 'database.checkpoint', cron: '* * * * *', run: () => checkpoint(ctx) },
      ],
    },
    accountJobs(ctx),
    notificationJobs(ctx),
    casesJobs(ctx),
    confirmationJobs(ctx),
    signInJobs(ctx),
    applicationJobs(ctx),
    demoJobs(ctx),
  ]);
}

function merge(all: readonly Jobs[]): Jobs {
  const handlers: Record<string, Jobs['handlers'][string]> = {};
  for (const [kind, handler] of all.flatMap((jobs) => Object.entries(jobs.handlers))) {
    if (handlers[kind] !== undefined) throw new Error(`two handlers for ${kind}`);
    handlers[kind] = handler;
  }
  return { handlers, schedule: all.flatMap((jobs) => jobs.schedule) };
}
