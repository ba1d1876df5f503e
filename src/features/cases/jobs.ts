import type { Context } from '../../context.ts';
import type { Jobs } from '../../platform/worker.ts';
import { archiveFinished } from './archive/actions.ts';

/** Once a night finished cases go to the archive by themselves. */
export function casesJobs(ctx: Context): Jobs {
  return {
    handlers: {},
    schedule: [{ name: 'cases.archive', cron: '20 3 * * *', run: () => archiveFinished(ctx) }],
  };
}
