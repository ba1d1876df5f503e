import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Unavailable } from '../../errors.ts';
import type { Random } from '../random.ts';
import { isPostgres } from './database.ts';
import { isBusy } from './errors.ts';

/** Each failed try on SQLite has stopped the server for as long as `busy_timeout`; on PostgreSQL others go on meanwhile. */
const tries = { sqlite: 5, postgres: 12 };
const longestPauseMs = 250;

/**
 * Runs `work` in one transaction as if no other ran beside it: SQLite lets one writer in, PostgreSQL works in isolation level
 * SERIALIZABLE. A database that is busy, or would have had to mix two transactions, is tried again with jitter, so `work`
 * may run more than once. @throws Unavailable when that never succeeds, or when the database cannot be reached.
 */
export async function inTransaction<T>(
  db: Knex,
  random: Random,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  const postgres = isPostgres(db);
  const last = postgres ? tries.postgres : tries.sqlite;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work, postgres ? { isolationLevel: 'serializable' } : {});
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === last) throw new Unavailable({ code: 'DB-BUSY' });
      await wait(pause(attempt, random));
    }
  }
}

/** From nothing to 10, 20, 40 … 250 ms, by chance: those who met once should not meet again. */
function pause(attempt: number, random: Random): number {
  return (Math.min(5 * 2 ** attempt, longestPauseMs) * random.bytes(1).readUInt8()) / 255;
}
