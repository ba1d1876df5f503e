import type { Knex } from 'knex';
import { isPostgres } from './database.ts';
import { SqliteClient } from './sqlite-client.ts';

type Value = string | number | null;
type Statement = Readonly<{ sql: string; bindings: readonly unknown[] }>;
type Built = { toSQL(): Statement };

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
 * `build` gets a stand-in for every value and must do the same each time; which value it is must not change the SQL. Numbers of
 * `limit` are part of the SQL: see `preparedFor`. @throws when a stand-in that was asked for is not in the statement
 */
export function prepared<Values extends Record<string, Value>, Row>(
  build: (db: Knex, at: Values) => Knex.QueryBuilder,
): (db: Knex, values: Values) => Promise<Row[]> {
  const statements = new Map<boolean, Statement>();
  return async function run(db, values) {
    const postgres = isPostgres(db);
    let statement = statements.get(postgres);
    if (statement === undefined) statements.set(postgres, (statement = statementOf(db, build)));
    const bindings = statement.bindings.map((binding) =>
      binding instanceof Place ? (values[binding.name] ?? null) : binding,
    );
    return read<Row>(db, statement.sql, bindings);
  };
}

function statementOf(db: Knex, build: (db: Knex, at: never) => Knex.QueryBuilder): Statement {
  const asked = new Map<string, Place>();
  const places = new Proxy({} as never, {
    get(_values, key) {
      const name = String(key);
      const place = asked.get(name) ?? new Place(name);
      asked.set(name, place);
      return place;
    },
  });
  const { sql, bindings } = (build(db, places) as Built).toSQL();
  for (const place of asked.values())
    if (!bindings.includes(place)) throw new Error(`${place.name} has no place in: ${sql}`);
  return { sql, bindings };
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
