import type { Knex } from 'knex';
import type { Logger } from '../log.ts';

/**
 * Moves what SQLite's write-ahead log holds into the database and empties the log. SQLite by itself only begins the log anew,
 * and while somebody reads from it not even that: it grows without end. Such a reader is waited for as long as
 * `busy_timeout`, no longer; the next run tries again.
 */
export async function checkpoint({ db, log }: Readonly<{ db: Knex; log: Logger }>): Promise<void> {
  const [row] = (await db.raw('pragma wal_checkpoint(truncate)')) as { busy: number; log: number }[];
  if (row?.busy === 1) log.warn({ pages: row.log }, 'somebody reads from the write-ahead log: it was not emptied');
}
