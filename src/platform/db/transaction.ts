import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Unavailable } from '../../errors.ts';
import type { Random } from '../random.ts';
import { isPostgres } from './database.ts';
import { isBusy } from './errors.ts';
import { hasLine, inLine } from './line.ts';

type Work<T> = (trx: Knex.Transaction) => Promise<T>;

/** Each failed try on SQLite has stopped the server for as long as `busy_timeout`; on PostgreSQL others go on meanwhile. */
const tries = { sqlite: 5, postgres: 12 };
const longestPauseMs = 250;

/**
 * Runs `work` in one transaction as if no other ran beside it: SQLite lets one writer in, PostgreSQL works in isolation level
 * SERIALIZABLE. A database that is busy, or would have had to mix two transactions, is tried again with jitter, so `work`
 * may run more than once. @throws Unavailable when that never succeeds, or when the database cannot be reached.
 */
export async function inTransaction<T>(db: Knex, random: Random, work: Work<T>): Promise<T> {
  return isPostgres(db) ? serializably(db, random, work) : patiently(tries.sqlite, random, () => db.transaction(work));
}

/**
 * Hopes for the best once. Who was refused because of another, or finds such people waiting, stands in line: otherwise many
 * who want the same row (the counter of numbers) would refuse each other over and over, and few would ever get through.
 */
async function serializably<T>(db: Knex, random: Random, work: Work<T>): Promise<T> {
  const isolationLevel = 'serializable';
  try {
    return await db.transaction(
      (trx) => {
        if (hasLine(db)) throw new OthersWait();
        return work(trx);
      },
      { isolationLevel },
    );
  } catch (error) {
    if (!(error instanceof OthersWait) && !isBusy(error)) throw error;
  }
  return inLine(db, (connection) =>
    patiently(tries.postgres, random, () => db.transaction(work, { isolationLevel, connection })),
  ).catch((error: unknown) => {
    throw isBusy(error) ? tooBusy() : error;
  });
}

class OthersWait extends Error {}

async function patiently<T>(tries: number, random: Random, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === tries) throw tooBusy();
      await wait(pause(attempt, random));
    }
  }
}

function tooBusy(): Unavailable {
  return new Unavailable({ code: 'DB-BUSY' });
}

/** From nothing to 10, 20, 40 … 250 ms, by chance: those who met once should not meet again. */
function pause(attempt: number, random: Random): number {
  return (Math.min(5 * 2 ** attempt, longestPauseMs) * random.bytes(1).readUInt8()) / 255;
}
