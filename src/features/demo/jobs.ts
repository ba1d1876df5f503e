import type { Context } from '../../context.ts';
import type { Jobs } from '../../platform/worker.ts';
import { prepareKeys } from './keys/actions.ts';

/** A demo that runs for months keeps its list of revoked certificates fresh. */
export function demoJobs(ctx: Context): Jobs {
  if (!ctx.config.demo) return { handlers: {}, schedule: [] };
  return { handlers: {}, schedule: [{ name: 'demo.crl', cron: '5 4 * * *', run: () => prepareKeys(ctx) }] };
}
