import type { Context } from '../../context.ts';
import { day, hour } from '../../platform/values/durations.ts';
import type { Jobs } from '../../platform/worker.ts';
import { sweepCodes } from './codes/store.ts';
import { sweepDevices } from './devices/store.ts';
import { sweepSessions } from './sessions/store.ts';

/** Ended sessions stay for their list and for questions; codes only as long as they are counted. */
const keepSessions = 90 * day;
const keepCodes = day;

export function accountJobs(ctx: Context): Jobs {
  return {
    handlers: {},
    schedule: [
      {
        name: 'accounts.sweep',
        cron: '17 * * * *',
        async run() {
          const now = ctx.clock.now();
          await sweepSessions(ctx, {
            unusedSince: now - ctx.config.limits.sessionMaxHours * hour,
            before: now - keepSessions,
          });
          await sweepCodes(ctx, now - keepCodes);
          await sweepDevices(ctx);
        },
      },
    ],
  };
}
