import type { Knex } from 'knex';

type Line = { length: number; end: Promise<void> };

/** Any number will do that nothing else takes. */
const lockNumber = 7_303;

/** One line of each pool of connections, in the order of coming. */
const lines = new WeakMap<object, Line>();

/** Whether some transaction of this process waits to run alone. */
export function hasLine(db: Knex): boolean {
  return lineOf(db).length > 0;
}

/**
 * Runs `work` on a connection of its own when all who came before have gone, in this process and then in all processes on
 * the PostgreSQL server: of those who stand in line, one works at a time.
 */
export async function inLine<T>(db: Knex, work: (connection: object) => Promise<T>): Promise<T> {
  const line = lineOf(db);
  const before = line.end;
  const { promise, resolve } = Promise.withResolvers<void>();
  line.length += 1;
  line.end = promise;
  await before;
  try {
    return await withLock(db, work);
  } finally {
    line.length -= 1;
    resolve();
  }
}

/** The lock belongs to the connection, not to a transaction, for a transaction sees what was committed when it began to wait. */
async function withLock<T>(db: Knex, work: (connection: object) => Promise<T>): Promise<T> {
  const client = db.client as Pool;
  const connection = await client.acquireConnection();
  try {
    await db.raw('select pg_advisory_lock(?)', [lockNumber]).connection(connection);
    try {
      return await work(connection);
    } finally {
      await db.raw('select pg_advisory_unlock(?)', [lockNumber]).connection(connection);
    }
  } finally {
    await client.releaseConnection(connection);
  }
}

type Pool = { acquireConnection(): Promise<object>; releaseConnection(connection: object): Promise<void> };

function lineOf({ client }: Knex): Line {
  const key = client as object;
  const line = lines.get(key) ?? { length: 0, end: Promise.resolve() };
  lines.set(key, line);
  return line;
}
