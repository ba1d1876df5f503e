import type Database from 'better-sqlite3';

const kept = 500;

/** The prepared statements of one connection, by their text. */
export class StatementCache {
  readonly #database: Database.Database;
  readonly #statements = new Map<string, Database.Statement>();

  constructor(database: Database.Database) {
    this.#database = database;
  }

  get(sql: string): Database.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    if (this.#statements.size >= kept) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}
