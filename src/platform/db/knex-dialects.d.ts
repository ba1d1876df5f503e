// Knex publishes no types for the dialect classes that our clients extend; only what is used there is declared.
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import type Runner from 'knex/lib/execution/runner.js';
  import type { Builder } from 'knex/lib/execution/runner.js';
  export default class BetterSqliteClient {
    /** Shared with the clients of transactions. */
    connectionSettings: { filename: string };
    transacting?: boolean;
    runner(builder: Builder): Runner;
    emit(event: string, ...what: unknown[]): boolean;
    processResponse(answered: object, runner: unknown): unknown;
    destroy(callback?: () => void): Promise<void>;
    _formatBindings(bindings: unknown): unknown[];
  }
}
declare module 'knex/lib/execution/runner.js' {
  export type Builder = { _method?: string; toSQL(): { sql: string; bindings: readonly unknown[] } };
  export default class Runner<Client = unknown> {
    constructor(client: Client, builder: Builder);
    client: Client;
    builder: Builder;
    run(): Promise<unknown>;
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
