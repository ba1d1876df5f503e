import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite from 'better-sqlite3';
import knex, { type Knex } from 'knex';
import { SqliteClient } from './sqlite-client.ts';

/**
 * Settings of every connection. FULL: a commit is on the disk before it is acknowledged.
 * busy_timeout is short because the driver is synchronous: a wait for the lock stops the whole server.
 */
const pragmas = {
  journal_mode: 'wal',
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 200,
  trusted_schema: 0,
  temp_store: 2,
  secure_delete: 1,
  journal_size_limit: 16 * 1024 * 1024,
} as const;

/** Opens (and creates) the SQLite database in a data folder. @throws when SQLite does not keep a setting */
export function openSqlite(dataDir: string): Knex {
  const filename = path.join(dataDir, 'kabinet.db');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return knex({
    // The types of Knex know no client but their own.
    client: SqliteClient as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      idleTimeoutMillis: 2 ** 31 - 1,
      afterCreate(connection: BetterSqlite.Database, done: (error: Error | null, connection: unknown) => void) {
        try {
          applyPragmas(connection);
          done(null, connection);
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)), connection);
        }
      },
    },
  });
}

function applyPragmas(connection: BetterSqlite.Database): void {
  for (const [name, value] of Object.entries(pragmas)) {
    connection.pragma(`${name} = ${value}`);
    const actual: unknown = connection.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`SQLite keeps ${name} = ${String(actual)} instead of ${value}`);
  }
}
