import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { takeTurn } from './lock.ts';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../migrations');

/** Knex reads migrations with `require`; ours are TypeScript modules, so it is handed a source of its own. */
const source: Knex.MigrationSource<string> = {
  getMigrations: async () => (await readdir(folder)).filter((file) => /^\d{14}_.+\.ts$/.test(file)).sort(),
  getMigrationName: (file) => file.replace(/\.ts$/, ''),
  getMigration: (file) => import(pathToFileURL(path.join(folder, file)).href) as Promise<Knex.Migration>,
};

/**
 * Brings the schema forward in one transaction, all or nothing; returns the names of the migrations that ran.
 * Of several processes that begin together one migrates, and the others find it done.
 */
export async function migrate(db: Knex): Promise<string[]> {
  return db.transaction(async (trx) => {
    await takeTurn(trx, 'migrate');
    const [, done] = (await trx.migrate.latest({ migrationSource: source })) as [number, string[]];
    return done;
  });
}
