import { createContext } from '../../src/context.ts';
import { loadShippedServices } from '../../src/features/catalogue/index.ts';
import { prepareKeys, seedCast } from '../../src/features/demo/index.ts';
import { migrate } from '../../src/platform/db/migrations.ts';
import { testClock } from './clock.ts';
import { testConfig } from './config.ts';

/** Makes the data folder that every test starts from a copy of: migrated, with the services, the cast and its keys. */
export async function makeTemplate(dataDir: string): Promise<void> {
  const ctx = createContext(testConfig(dataDir), { clock: testClock() });
  await migrate(ctx.db);
  await loadShippedServices(ctx);
  await prepareKeys(ctx);
  await seedCast(ctx);
  await ctx.db.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await ctx.db.destroy();
}
