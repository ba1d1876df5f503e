import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('profiles', (table) => {
    table.text('person_id').primary().references('people.id');
    table.text('entries_sealed').notNullable();
    table.bigInteger('updated_at').notNullable();
    table.integer('revision').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('profiles');
}
