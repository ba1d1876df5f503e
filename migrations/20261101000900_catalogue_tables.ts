import type { Knex } from 'knex';

/** Services and every version of their definitions; applications keep the version they were made with, so none is deleted. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('services', (table) => {
    table.text('slug').primary();
    table.text('current_version_id').notNullable();
    table.text('status').notNullable();
  });
  await knex.schema.createTable('service_versions', (table) => {
    table.text('id').primary();
    table.text('slug').notNullable();
    table.integer('version').notNullable();
    table.text('definition').notNullable();
    table.text('sha256').notNullable();
    table.bigInteger('published_at').notNullable();
    table.unique(['slug', 'version']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['service_versions', 'services']) await knex.schema.dropTable(table);
}
