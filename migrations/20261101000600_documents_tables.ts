import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('documents', (table) => {
    table.text('id').primary();
    table.text('owner_kind').notNullable();
    table.text('owner_id').notNullable();
    table.text('kind').notNullable();
    table.text('type').notNullable();
    table.text('title_sealed').notNullable();
    table.text('number');
    table.text('check_code_hash');
    table.text('check_code_sealed');
    table.text('issuer');
    table.text('file_id').notNullable().references('files.id');
    table.text('case_number');
    table.text('status').notNullable();
    table.bigInteger('created_at').notNullable();
    table.index(['owner_kind', 'owner_id', 'id']);
    table.index(['owner_kind', 'owner_id', 'kind', 'id']);
    table.index(['number']);
    table.index(['case_number']);
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('documents');
}
