import type Database from 'better-sqlite3';
import BetterSqliteClient from 'knex/lib/dialects/better-sqlite3/index.js';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';

type Query = { sql: string; bindings?: unknown; response?: unknown; context?: unknown };

const cachedStatements = 500;

// Kept outside the class: inside a transaction Knex works with objects derived from the client, which have no private fields.
const statements = new WeakMap<Database.Database, Map<string, Database.Statement>>();

/** Takes the write lock at once: a transaction that upgraded later would fail with BUSY half-way. */
class ImmediateTransaction extends SqliteTransaction {
  override begin(connection: unknown) {
    return this.query(connection, 'BEGIN IMMEDIATE;');
  }
}

/** Knex's client for better-sqlite3, with prepared statements kept per connection and immediate transactions. */
export class SqliteClient extends BetterSqliteClient {
  // Knex looks these up by name on the client.
  transaction(...rest: unknown[]) {
    return new ImmediateTransaction(this, ...rest);
  }

  async _query(connection: Database.Database, query: Query) {
    if (!query.sql) throw new Error('The query is empty');
    const statement = prepare(connection, query.sql);
    const bindings = this._formatBindings(query.bindings);
    if (statement.reader) {
      query.response = statement.all(bindings);
      return query;
    }
    const result = statement.run(bindings);
    query.response = result;
    query.context = { lastID: result.lastInsertRowid, changes: result.changes };
    return query;
  }
}

function prepare(connection: Database.Database, sql: string): Database.Statement {
  let known = statements.get(connection);
  if (known === undefined) statements.set(connection, (known = new Map()));
  let statement = known.get(sql);
  if (statement === undefined) {
    statement = connection.prepare(sql);
    if (known.size >= cachedStatements) known.clear();
    known.set(sql, statement);
  }
  return statement;
}
