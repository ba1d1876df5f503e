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
    const statement = this.#database.prepare(withFixedPlan(sql));
    if (this.#statements.size >= kept) this.#statements.clear();
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Texts, names and comments, in which a question mark is nothing but itself; or the place of a value. */
const places = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--[^\n]*|\/\*[^]*?\*\/|\?/g;

/**
 * SQLite prepares a statement anew whenever values are bound to it that its planner has looked at, which takes up to ten times
 * as long as to run it (sqlite.org/c3ref/prepare.html, point 3; there is no pragma against it). Behind a plus, which changes
 * neither value nor affinity, it does not look: the plan is made once and holds for all values.
 */
export function withFixedPlan(sql: string): string {
  return sql.replace(places, (found) => (found === '?' ? '+?' : found));
}
