import type { Knex } from 'knex';
import { isPostgres } from '../src/platform/db/database.ts';

/** How often was what done, counted for all processes on PostgreSQL; the one process on SQLite counts in its memory. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('rate_limits', (table) => {
    table.text('key').primary();
    table.integer('points').notNullable();
    table.bigInteger('expire');
    table.index(['expire']);
  });
  // Counting must not wait for a disk; after a crash it begins anew.
  if (isPostgres(knex)) await knex.raw('alter table rate_limits set unlogged');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('rate_limits');
}
