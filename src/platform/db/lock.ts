import path from 'node:path';
import Database from 'better-sqlite3';
import type { Knex } from 'knex';
import { isPostgres } from './database.ts';
import { isBusy } from './errors.ts';

export class DataFolderInUse extends Error {}

/**
 * Holds the data folder for one server: an exclusive transaction on a small file of its own, which the operating
 * system releases even after `kill -9` (a PID file would go stale).
 * @returns a function that releases it. @throws DataFolderInUse when another server holds it.
 */
export function lockDataFolder(dataDir: string): () => void {
  const lock = new Database(path.join(dataDir, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (isBusy(error)) throw new DataFolderInUse(`data folder ${dataDir} is in use`);
    throw error;
  }
  return () => lock.close();
}

/** What one process at a time may do; the numbers have no meaning but must differ. */
const turns = { migrate: 7_301, prepare: 7_302 } as const;

/**
 * Takes a turn among all processes on PostgreSQL and keeps it until the transaction ends, however it ends; waits as long
 * as it takes. On SQLite the transaction itself is the turn.
 */
export async function takeTurn(trx: Knex.Transaction, turn: keyof typeof turns): Promise<void> {
  if (!isPostgres(trx)) return;
  for (const limit of ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'])
    await trx.raw(`set local ${limit} = 0`);
  await trx.raw('select pg_advisory_xact_lock(?)', [turns[turn]]);
}

/**
 * Lets one process at a time prepare the database for work; the others wait. `work` uses connections of its own.
 * With SQLite there is one process, the holder of the data folder.
 */
export async function prepareInTurn<T>(db: Knex, work: () => Promise<T>): Promise<T> {
  if (!isPostgres(db)) return work();
  return db.transaction(async (trx) => {
    await takeTurn(trx, 'prepare');
    return work();
  });
}
