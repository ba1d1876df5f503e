import type { Knex } from 'knex';
import type { Logger } from '../log.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

export { isDuplicate } from './errors.ts';

/** Where the rows are: on a PostgreSQL server when `url` is given, else in SQLite in the data folder. */
export type DatabaseSettings = Readonly<{ dataDir: string; database: Readonly<{ url?: string; poolSize: number }> }>;

/** Opens the database that an operator chose. Both keep the same tables and give the same values for the same queries. */
export function openDatabase({ dataDir, database }: DatabaseSettings, log: Logger): Knex {
  return database.url === undefined ? openSqlite(dataDir) : openPostgres(database.url, database.poolSize, log);
}

/** Whether this is PostgreSQL (several processes may work on it) and not SQLite (one process, one writer at a time). */
export function isPostgres(db: Knex): boolean {
  return (db.client as { dialect: string }).dialect === 'postgresql';
}
