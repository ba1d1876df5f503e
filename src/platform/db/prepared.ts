import type { Knex } from 'knex';
import { isPostgres } from './database.ts';
import { SqliteClient } from './sqlite-client.ts';

type Value = string | number | null;
type Statement = Readonly<{ sql: string; bindings: readonly unknown[] }>;

/** Stands in a query for a value that is given each time it runs. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that only reads, for the pages that are asked for most: Knex builds its SQL once for each kind of database, and
 * afterwards only the values are put in. Building costs ten times what SQLite needs to answer.
 * `build` gets a stand-in for every value and must do the same each time; which value it is must not change the SQL.
 */
export function prepared<Values extends Record<string, Value>, Row>(
  names: readonly (keyof Values & string)[],
  build: (db: Knex, at: Values) => Knex.QueryBuilder,
): (db: Knex, values: Values) => Promise<Row[]> {
  const statements = new Map<boolean, Statement>();
  const places = Object.fromEntries(names.map((name) => [name, new Place(name)])) as unknown as Values;
  return async function run(db, values) {
    const postgres = isPostgres(db);
    let statement = statements.get(postgres);
    if (statement === undefined) statements.set(postgres, (statement = build(db, places).toSQL()));
    const bindings = statement.bindings.map((binding) =>
      binding instanceof Place ? (values[binding.name] ?? null) : binding,
    );
    return read<Row>(db, statement.sql, bindings);
  };
}

/** Prepared queries that differ in more than values, one for each case that comes up; cases are few, and flat. */
export function preparedFor<Case extends object, Query>(make: (one: Case) => Query): (one: Case) => Query {
  const queries = new Map<string, Query>();
  return function find(one) {
    const name = Object.values(one).join(' ');
    let query = queries.get(name);
    if (query === undefined) queries.set(name, (query = make(one)));
    return query;
  };
}

async function read<Row>(db: Knex, sql: string, bindings: unknown[]): Promise<Row[]> {
  const client: unknown = db.client;
  if (client instanceof SqliteClient && client.transacting !== true) {
    client.emit('query', { sql, bindings });
    return client.read(sql, bindings) as Row[];
  }
  const answer = (await db.raw(sql, bindings as Knex.RawBinding[])) as Row[] | { rows: Row[] };
  return Array.isArray(answer) ? answer : answer.rows;
}
