import { createContext } from '../../src/context.ts';
import { seedCases } from '../../src/features/demo/index.ts';
import type { TestApp } from './app.ts';
import { cast, personOf, type CastName } from './cast.ts';

/** Gives the cast the applications, documents and messages that a demo has; most tests do without and start faster. */
export async function seedDemoCases(test: Pick<TestApp, 'ctx'>): Promise<void> {
  const { config, db, log } = test.ctx;
  const ids = {} as Record<CastName, string>;
  for (const name of Object.keys(cast) as CastName[]) ids[name] = (await personOf(test, name)).id;
  await seedCases(ids, test.ctx, (clock) => createContext(config, { clock, db, log }));
}
