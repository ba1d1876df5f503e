import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite from 'better-sqlite3';
import knex, { type Knex } from 'knex';
import { SqliteClient } from './sqlite-client.ts';
import { applyPragmas } from './sqlite-pragmas.ts';

/** Opens (and creates) the SQLite database in a data folder. @throws when SQLite does not keep a setting */
export function openSqlite(dataDir: string): Knex {
  const filename = path.join(dataDir, 'kabinet.db');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return knex({
    // The types of Knex know no client but their own.
    client: SqliteClient as unknown as typeof Knex.Client,
    connection: { filename },
    useNullAsDefault: true,
    // What is bound to a statement is about people: it does not belong into the words of an error.
    compileSqlOnError: false,
    // A database that cannot be opened is thrown as well, and told in words.
    log: { warn: () => {} },
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
