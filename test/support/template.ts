import { createContext, type Overrides } from '../../src/context.ts';
import { loadShippedServices } from '../../src/features/catalogue/index.ts';
import { prepareKeys, seedCast } from '../../src/features/demo/index.ts';
import { isPostgres } from '../../src/platform/db/database.ts';
import { checkpoint } from '../../src/platform/db/checkpoint.ts';
import { migrate } from '../../src/platform/db/migrations.ts';
import { testClock } from './clock.ts';
import { testConfig } from './config.ts';

type Where = Readonly<{ env?: Readonly<Record<string, string>>; db?: NonNullable<Overrides['db']> }>;

/** Makes the data folder and the database that every test starts from a copy of: migrated, with the services, the cast and its keys. */
export async function makeTemplate(dataDir: string, { env = {}, ...overrides }: Where = {}): Promise<void> {
  const ctx = createContext(testConfig(dataDir, env), { clock: testClock(), ...overrides });
  await migrate(ctx.db);
  await loadShippedServices(ctx);
  await prepareKeys(ctx);
  await seedCast(ctx);
  // Only the file of the database itself is copied.
  if (!isPostgres(ctx.db)) await checkpoint(ctx);
  await ctx.db.destroy();
}
