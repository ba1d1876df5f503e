import path from 'node:path';
import Database from 'better-sqlite3';
import { isBusy } from './database.ts';

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
