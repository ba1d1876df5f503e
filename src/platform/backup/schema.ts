import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../migrations');

/** How a database stands to this version of the program. */
export type SchemaState = Readonly<{
  /** Migrations that ran, oldest first. */
  done: readonly string[];
  /** Migrations of this version that have not run yet. */
  missing: readonly string[];
  /** Migrations that ran and are not of this version: the database belongs to a newer one. */
  unknown: readonly string[];
}>;

/** Compares the migrations that ran with those of this version. Changes nothing. */
export async function schemaState(db: Knex): Promise<SchemaState> {
  const rows = (await db.schema.hasTable('knex_migrations'))
    ? ((await db('knex_migrations').orderBy('id').select('name')) as { name: string }[])
    : [];
  const done = rows.map(({ name }) => name);
  const known = await migrationsHere();
  return {
    done,
    missing: known.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !known.includes(name)),
  };
}

/** Names of the migrations of this version, oldest first. */
export async function migrationsHere(): Promise<string[]> {
  const files = await readdir(folder);
  return files
    .filter((file) => /^\d{14}_.+\.ts$/.test(file))
    .sort()
    .map((file) => file.replace(/\.ts$/, ''));
}
