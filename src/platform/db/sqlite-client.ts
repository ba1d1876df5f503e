import type Database from 'better-sqlite3';
import BetterSqliteClient from 'knex/lib/dialects/better-sqlite3/index.js';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';
import Runner, { type Builder } from 'knex/lib/execution/runner.js';
import { SqliteReader } from './sqlite-reader.ts';
import { StatementCache } from './statement-cache.ts';

type Query = { sql: string; bindings?: unknown; response?: unknown; context?: unknown };

// Kept outside the class: inside a transaction Knex works with objects derived from the client, which have no fields of it;
// they share its settings.
const caches = new WeakMap<Database.Database, StatementCache>();
const readers = new WeakMap<object, SqliteReader>();

/** Takes the write lock at once: a transaction that upgraded later would fail with BUSY half-way. */
class ImmediateTransaction extends SqliteTransaction {
  override begin(connection: unknown) {
    return this.query(connection, 'BEGIN IMMEDIATE;');
  }
}

/** Runs a query that only reads: at once, on the connection for reading. */
class ReadRunner extends Runner<SqliteClient> {
  override async run(): Promise<unknown> {
    const query = this.builder.toSQL();
    this.client.emit('query', query);
    const response = this.client.read(query.sql, query.bindings);
    return this.client.processResponse({ ...query, response }, this);
  }
}

/** Knex's client for better-sqlite3, with prepared statements kept, a connection for reading, and immediate transactions. */
export class SqliteClient extends BetterSqliteClient {
  // Knex looks these up by name on the client.
  transaction(...rest: unknown[]) {
    return new ImmediateTransaction(this, ...rest);
  }

  override runner(builder: Builder): Runner {
    const reads = builder._method === 'select' || builder._method === 'first' || builder._method === 'pluck';
    return reads && this.transacting !== true ? new ReadRunner(this, builder) : super.runner(builder);
  }

  async _query(connection: Database.Database, query: Query) {
    if (!query.sql) throw new Error('The query is empty');
    const statement = cacheOf(connection).get(query.sql);
    const bindings = this._formatBindings(query.bindings);
    if (statement.reader) {
      query.response = statement.all(bindings);
      // Rows come back from what only reads, and from writing with RETURNING.
      if (!statement.readonly) readers.get(this.connectionSettings)?.renew();
      return query;
    }
    const result = statement.run(bindings);
    readers.get(this.connectionSettings)?.renew();
    query.response = result;
    query.context = { lastID: result.lastInsertRowid, changes: result.changes };
    return query;
  }

  /** Rows of a statement that only reads, as they stand outside any transaction. */
  read(sql: string, bindings: readonly unknown[]): unknown[] {
    let reader = readers.get(this.connectionSettings);
    if (reader === undefined) {
      reader = new SqliteReader(this.connectionSettings.filename);
      readers.set(this.connectionSettings, reader);
    }
    return reader.all(sql, this._formatBindings(bindings));
  }

  override async destroy(callback?: () => void): Promise<void> {
    readers.get(this.connectionSettings)?.close();
    readers.delete(this.connectionSettings);
    await super.destroy(callback);
  }
}

function cacheOf(connection: Database.Database): StatementCache {
  let cache = caches.get(connection);
  if (cache === undefined) caches.set(connection, (cache = new StatementCache(connection)));
  return cache;
}
