import Database from 'better-sqlite3';
import { applyPragmas } from './sqlite-pragmas.ts';
import { StatementCache } from './statement-cache.ts';

/**
 * A second connection to the database, for reading outside transactions: it waits for no transaction that is under way, and sees
 * what was last committed. All that is read in one turn of the event loop, and before anything is written, is one snapshot:
 * taking and giving back the lock costs more than most statements.
 */
export class SqliteReader {
  readonly #database: Database.Database;
  readonly #statements: StatementCache;
  #end: NodeJS.Immediate | null = null;

  constructor(filename: string) {
    this.#database = new Database(filename);
    applyPragmas(this.#database);
    this.#database.pragma('query_only = on');
    this.#statements = new StatementCache(this.#database);
  }

  all(sql: string, bindings: readonly unknown[]): unknown[] {
    const statement = this.#statements.get(sql);
    if (this.#end === null) {
      this.#statements.get('begin').run();
      this.#end = setImmediate(() => this.renew());
    }
    return statement.all(...bindings);
  }

  /** Gives the snapshot up: what is read from now on sees what was written meanwhile. */
  renew(): void {
    if (this.#end === null) return;
    clearImmediate(this.#end);
    this.#end = null;
    this.#statements.get('commit').run();
  }

  close(): void {
    this.renew();
    this.#database.close();
  }
}
