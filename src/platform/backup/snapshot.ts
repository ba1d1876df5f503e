import Database from 'better-sqlite3';
import knex, { type Knex } from 'knex';
import { syncFile } from './copy.ts';

/** How long the snapshot may wait for a busy database, ms. It takes no lock that a writer would wait for. */
const patience = 30_000;

/**
 * Writes a whole copy of a SQLite database as it is at one moment, while others write on. The copy is compact and has no
 * write-ahead log of its own. Stops this process while it works: for the command line, not for a server.
 */
export async function takeSnapshot(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, timeout: patience });
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  await syncFile(to);
}

/** Opens a SQLite file to look at it: not a byte of it changes. */
export function openToRead(file: string): Knex {
  return knex({
    client: 'better-sqlite3',
    connection: { filename: file, options: { readonly: true } },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
}
