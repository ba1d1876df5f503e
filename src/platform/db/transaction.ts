import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Unavailable } from '../../errors.ts';
import type { Random } from '../random.ts';
import { isBusy } from './database.ts';

const tries = 5;

/** Runs `work` in one transaction; a busy database is tried again with jitter, then answered as 503. */
export async function inTransaction<T>(
  db: Knex,
  random: Random,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === tries) throw new Unavailable({ code: 'DB-BUSY' });
      await wait(10 * attempt + random.bytes(1).readUInt8() / 5);
    }
  }
}
