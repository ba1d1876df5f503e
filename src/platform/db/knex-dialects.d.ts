// Knex publishes no types for the dialect classes that our clients extend; only what is used there is declared.
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  export default class BetterSqliteClient {
    _formatBindings(bindings: unknown): unknown[];
  }
}
declare module 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js' {
  export default class SqliteTransaction {
    constructor(client: unknown, ...rest: unknown[]);
    query(connection: unknown, sql: string): Promise<unknown>;
    begin(connection: unknown): Promise<unknown>;
  }
}
declare module 'knex/lib/dialects/postgres/index.js' {
  export default class PgClient {
    acquireConnection(): Promise<unknown>;
    _query(connection: unknown, query: unknown): Promise<unknown>;
  }
}
