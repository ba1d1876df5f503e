import type { Knex } from 'knex';

/** Tables that the platform owns: files, the outbox, the schedule, the journal, and the demo's deliveries. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('files', (table) => {
    table.text('id').primary();
    table.text('name_sealed').notNullable();
    table.text('type').notNullable();
    table.bigInteger('size').notNullable();
    table.text('sha256').notNullable();
    table.bigInteger('created_at').notNullable();
  });
  await knex.schema.createTable('outbox', (table) => {
    table.text('id').primary();
    table.text('kind').notNullable();
    table.text('event_key').notNullable();
    table.text('payload_sealed').notNullable();
    table.bigInteger('due_at').notNullable();
    table.integer('attempts').notNullable();
    table.bigInteger('lease_until').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('closed_at');
    table.text('outcome');
    table.unique(['kind', 'event_key']);
    table.index(['closed_at', 'due_at']);
  });
  await knex.schema.createTable('scheduled_jobs', (table) => {
    table.text('name').primary();
    table.bigInteger('next_at').notNullable();
  });
  await knex.schema.createTable('audit_entries', (table) => {
    table.text('id').primary();
    table.bigInteger('at').notNullable();
    table.text('act').notNullable();
    table.text('person_id');
    table.text('actor_id');
    table.text('owner_kind');
    table.text('owner_id');
    table.text('subject');
    table.text('result').notNullable();
    table.text('details_sealed').notNullable();
    table.index(['person_id', 'id']);
    table.index(['subject', 'id']);
  });
  await knex.schema.createTable('demo_deliveries', (table) => {
    table.text('id').primary();
    table.bigInteger('at').notNullable();
    table.text('channel').notNullable();
    table.text('delivery_sealed').notNullable();
    table.index(['at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['demo_deliveries', 'audit_entries', 'scheduled_jobs', 'outbox', 'files'])
    await knex.schema.dropTable(table);
}
