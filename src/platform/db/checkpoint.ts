import type { Knex } from 'knex';

export type Checkpoint = Readonly<{
  /** Pages that are still in the log: somebody reads from it, or a writer came in between. */
  left: number;
}>;

/**
 * Moves what SQLite's write-ahead log holds into the database and empties the log. SQLite alone only ever begins the log
 * anew, and while somebody reads it grows without end. Who reads now is waited for as long as `busy_timeout`, no longer.
 */
export async function checkpoint(db: Knex): Promise<Checkpoint> {
  const [row] = (await db.raw('pragma wal_checkpoint(truncate)')) as {
    busy: number;
    log: number;
    checkpointed: number;
  }[];
  return { left: row === undefined || row.busy === 0 ? 0 : row.log };
}
