import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('organisations', (table) => {
    table.text('id').primary();
    table.text('inn').notNullable().unique();
    table.text('ogrn').notNullable().unique();
    table.text('kpp');
    table.text('name').notNullable();
    table.text('short_name').notNullable();
    table.text('address').notNullable();
    table.text('head_name_sealed').notNullable();
    table.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('memberships', (table) => {
    table.text('id').primary();
    table.text('organisation_id').notNullable().references('organisations.id');
    table.text('person_id').notNullable().references('people.id');
    table.text('role').notNullable();
    table.text('rights').notNullable();
    table.bigInteger('created_at').notNullable();
    table.unique(['person_id', 'organisation_id']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('memberships');
  await knex.schema.dropTable('organisations');
}
