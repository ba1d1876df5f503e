import type BetterSqlite from 'better-sqlite3';

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

/** Prepares a new connection. @throws when SQLite does not keep a setting */
export function applyPragmas(connection: BetterSqlite.Database): void {
  for (const [name, value] of Object.entries(pragmas)) {
    connection.pragma(`${name} = ${value}`);
    const actual: unknown = connection.pragma(name, { simple: true });
    if (actual !== value) throw new Error(`SQLite keeps ${name} = ${String(actual)} instead of ${value}`);
  }
}
