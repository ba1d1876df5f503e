import type { Knex } from 'knex';

/** Requests to confirm an identity, and what has been typed of the next one. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('confirmations', (table) => {
    table.text('id').primary();
    table.text('case_id').notNullable().unique();
    table.text('person_id').notNullable();
    table.text('data_sealed');
    table.text('scan_file_id');
    table.text('refusal_sealed');
    table.bigInteger('sent_at').notNullable();
    table.bigInteger('decided_at');
    table.index(['person_id', 'sent_at']);
    table.index(['decided_at']);
  });
  await knex.schema.createTable('confirmation_drafts', (table) => {
    table.text('person_id').primary();
    table.text('typed_sealed').notNullable();
    table.text('scan_file_id');
    table.bigInteger('saved_at').notNullable();
    table.index(['saved_at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['confirmation_drafts', 'confirmations']) await knex.schema.dropTable(table);
}
