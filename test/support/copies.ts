import { cp, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Overrides } from '../../src/context.ts';

/** How a context finds a database. */
type Way = Readonly<{ env?: Readonly<Record<string, string>>; overrides?: Pick<Overrides, 'db'> }>;

/** A database that serves one test after another; `folder` is the template of its data folder. */
export type LastingDatabase = Readonly<{
  folder: string;
  /** Gives it the contents of the template. */
  refill(): Promise<Way>;
  close(): Promise<void>;
}>;

/** Put into the global scope by `lasting-databases.mjs`, except where tests run on SQLite. */
type Taken = Way & Readonly<{ folder: string; giveBack(): void }>;

/** A folder and a database of one's own with what the template holds, and how a context finds them. */
export type Copy = Required<Way> &
  Readonly<{
    dataDir: string;
    /** Takes both away, once their context has closed the database. */
    drop(): Promise<void>;
  }>;

/** The database is SQLite, except in the runs of the same tests on PGlite and on a PostgreSQL server. */
export async function copyTemplate(): Promise<Copy> {
  const { takeDatabase } = globalThis as { takeDatabase?: () => Promise<Taken> };
  if (takeDatabase === undefined) return { ...(await copyFolder('template')), env: {}, overrides: {} };
  const { folder, env = {}, overrides = {}, giveBack } = await takeDatabase();
  const { dataDir, drop } = await copyFolder(folder);
  return { dataDir, env, overrides, drop: () => drop().then(giveBack) };
}

async function copyFolder(template: string) {
  const base = process.env['KABINET_TEST_DIR'];
  if (base === undefined) throw new Error('tests run through npm test, which makes their data first');
  const dataDir = await mkdtemp(path.join(base, 'app-'));
  await cp(path.join(base, template), dataDir, { recursive: true });
  return { dataDir, drop: () => rm(dataDir, { recursive: true, force: true }) };
}
