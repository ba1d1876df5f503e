import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { createContext, type Context, type Overrides } from '../../src/context.ts';
import type { RouteEntry } from '../../src/http/policy.ts';
import { createJobs } from '../../src/jobs.ts';
import { createWorker, type Worker } from '../../src/platform/worker.ts';
import { testClock, type TestClock } from './clock.ts';
import { testConfig } from './config.ts';
import { copyTemplate } from './copies.ts';
import { demandPlain } from './plain-models.ts';

/** The app that ships, on a copy of the template's data, with a clock that stands still and a worker that waits for `drain`. */
export type TestApp = Readonly<{
  app: Express;
  ctx: Context;
  clock: TestClock;
  worker: Worker;
  registry: readonly RouteEntry[];
  close(): Promise<void>;
}>;

export type TestAppOptions = Readonly<{
  env?: Readonly<Record<string, string>>;
  overrides?: Overrides;
}>;

export async function startApp({ env = {}, overrides = {} }: TestAppOptions = {}): Promise<TestApp> {
  const copy = await copyTemplate();
  const clock = testClock();
  const ctx = createContext(testConfig(copy.dataDir, { ...copy.env, ...env }), {
    clock,
    ...copy.overrides,
    ...overrides,
  });
  const { app, registry } = createApp({ ...ctx, views: demandPlain(ctx.views) });
  const worker = createWorker({ ...ctx, timeZone: ctx.config.timeZone }, createJobs(ctx));
  return {
    app,
    ctx,
    clock,
    worker,
    registry,
    async close() {
      await worker.stop();
      await ctx.db.destroy();
      await copy.drop();
    },
  };
}
