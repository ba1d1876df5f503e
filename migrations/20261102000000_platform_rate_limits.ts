import type { Knex } from 'knex';

/** How often was what done, counted for all processes on PostgreSQL; the one process on SQLite counts in its memory. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('rate_limits', (table) => {
    table.text('key').primary();
    table.integer('points').notNullable();
    table.bigInteger('expire');
    table.index(['expire']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('rate_limits');
}
