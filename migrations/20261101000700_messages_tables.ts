import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('messages', (table) => {
    table.text('id').primary();
    table.text('number').notNullable().unique();
    table.text('owner_kind').notNullable();
    table.text('owner_id').notNullable();
    table.text('category').notNullable();
    table.text('sender').notNullable();
    table.text('subject_sealed').notNullable();
    table.text('text_sealed').notNullable();
    table.text('case_number');
    table.text('reply_to').references('messages.id');
    table.text('author_id');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('read_at');
    table.bigInteger('archived_at');
    table.index(['owner_kind', 'owner_id', 'id']);
    table.index(['case_number', 'id']);
    table.index(['reply_to']);
  });
  // The ring in the header is asked for on every page.
  await knex.raw(
    'create index messages_unread on messages (owner_kind, owner_id) where read_at is null and archived_at is null',
  );
  await knex.schema.createTable('message_files', (table) => {
    table.text('message_id').notNullable().references('messages.id');
    table.text('file_id').notNullable().references('files.id');
    table.primary(['message_id', 'file_id']);
  });
  await knex.schema.createTable('message_counters', (table) => {
    table.integer('year').primary();
    table.integer('last').notNullable();
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['message_counters', 'message_files', 'messages']) await knex.schema.dropTable(table);
}
