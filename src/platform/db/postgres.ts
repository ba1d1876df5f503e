import knex, { type Knex } from 'knex';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { PostgresClient } from './postgres-client.ts';

/** The server of the database is not there, lets nobody in, or cannot hold what is written here. The message says which. */
export class DatabaseUnusable extends Error {}

const oldest = 13;
const waitForConnectionMs = 5000;

/**
 * bigint and numeric (what `count` and `sum` give) read as numbers, as SQLite gives them.
 * @throws RangeError for whole numbers that a double cannot hold
 */
export function readNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) throw new RangeError(`${text} is too big a number`);
  return value;
}

/** PostgreSQL's bigint and numeric, by the numbers of their types. */
export const numberTypes: readonly number[] = [20, 1700];

const types: NonNullable<Knex.PgConnectionConfig['types']> = {
  getTypeParser: (id: number, format?: string) =>
    numberTypes.includes(id) && format !== 'binary'
      ? readNumber
      : pg.types.getTypeParser(id, format === 'binary' ? 'binary' : 'text'),
};

/**
 * Settings of every connection. A commit is on the disk before it is acknowledged; nobody waits for a lock longer than a
 * page may, and a transaction that its process forgot does not hold its locks for ever.
 */
const session = {
  application_name: 'kabinet',
  options: '-c synchronous_commit=on',
  lock_timeout: 5_000,
  statement_timeout: 30_000,
  idle_in_transaction_session_timeout: 60_000,
};

/** Connections to PostgreSQL, made when first needed; `poolSize` is the most that this process holds at a time. */
export function openPostgres(url: string, poolSize: number, log: Logger): Knex {
  return knex({
    // The types of Knex know no client but their own.
    client: PostgresClient as unknown as typeof Knex.Client,
    connection: { connectionString: url, connectionTimeoutMillis: waitForConnectionMs, types, ...session },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: waitForConnectionMs,
    log: {
      warn: (message: unknown) => log.warn({ knex: message }, 'database'),
      error: (message: unknown) => log.error({ knex: message }, 'database'),
    },
  });
}

/** Looks once whether this database can be used, and says why not. @throws DatabaseUnusable */
export async function checkPostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: waitForConnectionMs });
  // A connection that dies while it is being closed has told what it had to.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; encoding: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
    );
    const [{ version, encoding } = { version: '0', encoding: '' }] = rows;
    if (Number(version) < oldest * 10_000) throw new DatabaseUnusable(`PostgreSQL is older than ${oldest}`);
    if (encoding !== 'UTF8') throw new DatabaseUnusable(`the encoding of the database is ${encoding}, not UTF8`);
  } catch (error) {
    if (error instanceof DatabaseUnusable) throw error;
    throw new DatabaseUnusable(reasonOf(error));
  } finally {
    await client.end();
  }
}

/** Words of the driver; several addresses of one name give several errors in one. They name host and user, never the password. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
