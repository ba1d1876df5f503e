import type { Knex } from 'knex';

/**
 * Drafts, and the applications that they become: an application keeps the id of its draft, so whatever was filed under the
 * draft (attachments, attempts) needs no moving, and a second submission cannot make a second application.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('drafts', (table) => {
    table.text('id').primary();
    table.text('owner_kind').notNullable();
    table.text('owner_id').notNullable();
    table.text('author_id').notNullable();
    table.text('service_slug').notNullable();
    table.text('version_id').notNullable();
    table.text('content_sealed').notNullable();
    table.text('page_revisions').notNullable();
    table.integer('revision').notNullable();
    table.text('paper_file_id');
    table.bigInteger('frozen_at');
    table.text('signature_sealed');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('saved_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.index(['owner_kind', 'owner_id', 'saved_at']);
    table.index(['expires_at']);
  });
  await knex.schema.createTable('applications', (table) => {
    table.text('id').primary();
    table.text('case_id').notNullable().unique();
    table.text('service_slug').notNullable();
    table.text('version_id').notNullable();
    table.text('answers_sealed').notNullable();
    table.text('paper_file_id').notNullable();
    table.text('signature_sealed').notNullable();
    table.text('attempt').notNullable();
    table.text('receipt_file_id');
    table.text('decision');
    table.text('ground_code');
    table.text('decision_sealed');
    table.bigInteger('decided_at');
    table.text('result_file_id');
    table.text('result_document_id');
    table.bigInteger('result_at');
  });
  await knex.schema.createTable('attachments', (table) => {
    table.text('id').primary();
    table.text('application_id').notNullable();
    table.text('request_id');
    table.text('document_id').notNullable();
    table.text('file_id').notNullable().unique();
    table.text('added_by').notNullable();
    table.bigInteger('added_at').notNullable();
    table.text('verdict');
    table.text('verdict_sealed');
    table.bigInteger('verdict_at');
    table.index(['application_id', 'id']);
  });
  await knex.schema.createTable('document_requests', (table) => {
    table.text('id').primary();
    table.text('application_id').notNullable();
    table.text('asked_by').notNullable();
    table.text('request_sealed').notNullable();
    table.bigInteger('asked_at').notNullable();
    table.bigInteger('due_at').notNullable();
    table.text('answer_sealed');
    table.bigInteger('answered_at');
    table.bigInteger('read_at');
    table.index(['application_id', 'id']);
  });
  await knex.schema.createTable('submission_attempts', (table) => {
    table.text('number').primary();
    table.text('application_id').notNullable();
    table.text('person_id').notNullable();
    table.text('step').notNullable();
    table.text('code');
    table.bigInteger('at').notNullable();
    table.index(['application_id', 'at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  const tables = ['submission_attempts', 'document_requests', 'attachments', 'applications', 'drafts'];
  for (const table of tables) await knex.schema.dropTable(table);
}
