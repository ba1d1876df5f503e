import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('signatures', (table) => {
    table.text('id').primary();
    table.text('subject_kind').notNullable();
    table.text('subject_id').notNullable();
    table.text('person_id').notNullable().references('people.id');
    table.text('content_file_id').notNullable().references('files.id');
    table.text('signature_file_id').notNullable().references('files.id');
    table.text('outcome').notNullable();
    table.text('code');
    table.text('certificate_sealed').notNullable();
    table.bigInteger('verified_at').notNullable();
    table.index(['subject_kind', 'subject_id']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('signatures');
}
