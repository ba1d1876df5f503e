import type { Knex } from 'knex';

/** A person may have their sessions end sooner than the portal's own time; null: as the portal has it. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('people', (table) => {
    table.integer('idle_minutes');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('people', (table) => {
    table.dropColumn('idle_minutes');
  });
}
