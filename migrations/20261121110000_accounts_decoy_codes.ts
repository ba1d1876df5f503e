import type { Knex } from 'knex';

/** Decoys are counted apart: what strangers ask for in vain must not use up the codes of a number's owner. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('one_time_codes', (table) => {
    table.integer('decoy').notNullable().defaultTo(0);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('one_time_codes', (table) => {
    table.dropColumn('decoy');
  });
}
