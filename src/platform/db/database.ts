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

/** Opens (and creates) the database in a data folder; `:memory:` serves tests of single parts. */
export function openDatabase(dataDir: string): Knex {
  const filename = dataDir === ':memory:' ? dataDir : path.join(dataDir, 'kabinet.db');
  if (dataDir !== ':memory:') mkdirSync(dataDir, { recursive: true, mode: 0o700 });
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
          applyPragmas(connection, filename);
          done(null, connection);
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)), connection);
        }
      },
    },
  });
}

function applyPragmas(connection: BetterSqlite.Database, filename: string): void {
  for (const [name, value] of Object.entries(pragmas)) {
    connection.pragma(`${name} = ${value}`);
    const actual: unknown = connection.pragma(name, { simple: true });
    const memory = filename === ':memory:' && name === 'journal_mode';
    if (actual !== value && !memory) throw new Error(`SQLite keeps ${name} = ${String(actual)} instead of ${value}`);
  }
}

/** True for the errors that a waiting writer gets from a busy SQLite. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** True when a unique index refused a row, on either database. */
export function isDuplicate(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(error));
}

/** The driver's errors are told by their code alone: native modules make them outside the realm whose Error we see. */
function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
