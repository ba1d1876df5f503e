// Knex publishes no types for the dialect classes that sqlite-client.ts extends; only what is used there is declared.
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
