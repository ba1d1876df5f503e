import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Overrides } from '../../src/context.ts';
import type { PgliteCopy } from './pglite.ts';

/** A folder and a database of one's own with what the template holds, and how a context finds them. */
export type Copy = Readonly<{
  dataDir: string;
  env: Readonly<Record<string, string>>;
  overrides: Pick<Overrides, 'db'>;
  /** Takes both away, once their context has closed the database. */
  drop(): Promise<void>;
}>;

/** The database is SQLite, except in the runs of the same tests on PGlite and on a PostgreSQL server. */
export async function copyTemplate(): Promise<Copy> {
  // Put there by `pglite-environment.mjs`.
  const { copyPglite } = globalThis as { copyPglite?: () => Promise<PgliteCopy> };
  if (copyPglite !== undefined) return onPglite(await copyPglite());
  if (process.env['KABINET_TEST_POSTGRES'] !== undefined) return onPostgres();
  return { ...(await copyFolder('template')), env: {}, overrides: {} };
}

async function onPglite(database: PgliteCopy): Promise<Copy> {
  const { dataDir, drop } = await copyFolder('template-pglite');
  return { dataDir, env: {}, overrides: { db: database.db }, drop: () => drop().then(database.drop) };
}

async function onPostgres(): Promise<Copy> {
  const { copyPostgres } = await import('./postgres.ts');
  const { dataDir, drop } = await copyFolder('template-postgres');
  const database = await copyPostgres();
  return { dataDir, env: { DATABASE_URL: database.url }, overrides: {}, drop: () => drop().then(database.drop) };
}

async function copyFolder(template: string) {
  const base = process.env['KABINET_TEST_DIR'];
  if (base === undefined) throw new Error('tests run through npm test, which makes their data first');
  const dataDir = await mkdtemp(path.join(base, 'app-'));
  await cp(path.join(base, template), dataDir, { recursive: true });
  return { dataDir, drop: () => rm(dataDir, { recursive: true, force: true }) };
}
