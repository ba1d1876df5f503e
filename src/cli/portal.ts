import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseConfig, type Config } from '../config.ts';
import type { Context } from '../context.ts';
import { schemaState } from '../platform/backup/schema.ts';
import { DataFolderInUse, lockDataFolder } from '../platform/db/lock.ts';
import { checkPostgres } from '../platform/db/postgres.ts';
import { CommandError, type Surroundings } from './command.ts';

/** The settings of the portal, from the same environment. @throws ConfigError with every mistake. */
export function settings({ env }: Pick<Surroundings, 'env'>): Config {
  return parseConfig(env);
}

/** Does `work` with the portal's own context, on a database that is there and has the schema of this version. */
export async function withPortal<T>(here: Surroundings, work: (ctx: Context) => Promise<T>): Promise<T> {
  return withDatabase(here, async (ctx) => {
    await demandSchema(ctx);
    return work(ctx);
  });
}

/** The same on a database of any version. */
export async function withDatabase<T>(here: Surroundings, work: (ctx: Context) => Promise<T>): Promise<T> {
  const config = settings(here);
  demandDatabase(config);
  return withContext(here, config, work);
}

/** The portal's own context, whatever state the database is in. */
export async function withContext<T>(
  { contextFor }: Pick<Surroundings, 'contextFor'>,
  config: Config,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  if (config.database.url !== undefined) await checkPostgres(config.database.url);
  const ctx = contextFor(config);
  try {
    return await work(ctx);
  } finally {
    await ctx.db.destroy();
  }
}

/** Whether a server works on this data folder now. With PostgreSQL nobody holds it, so the answer is null: not known. */
export function isServing({ dataDir, database }: Config): boolean | null {
  if (database.url !== undefined) return null;
  if (!existsSync(path.join(dataDir, 'lock.db'))) return false;
  try {
    lockDataFolder(dataDir)();
    return false;
  } catch (error) {
    if (error instanceof DataFolderInUse) return true;
    throw error;
  }
}

/** Opening SQLite would create what is not there: in the wrong folder that helps nobody. */
function demandDatabase({ dataDir, database }: Config): void {
  if (database.url !== undefined || existsSync(path.join(dataDir, 'kabinet.db'))) return;
  throw new CommandError(
    `В папке ${dataDir} нет базы портала. Проверьте DATA_DIR или создайте базу: npm run -s kabinet -- migrate`,
  );
}

async function demandSchema({ db }: Context): Promise<void> {
  const { missing, unknown } = await schemaState(db);
  if (unknown.length > 0)
    throw new CommandError(
      `Базу вела более новая версия портала (${unknown.at(-1)}). Обновите программу и повторите команду.`,
    );
  if (missing.length > 0)
    throw new CommandError(
      'Схема базы старее этой версии портала. Сначала: npm run -s kabinet -- migrate (или перезапустите портал).',
    );
}
