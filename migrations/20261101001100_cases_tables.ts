import type { Knex } from 'knex';

/**
 * Everything that officials decide. `queue_at` is the moment by which the queue is ordered: the end of the term, or of the
 * applicant's time to answer while the term stands still (`paused`); null once the case has left the queue.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('cases', (table) => {
    table.text('id').primary();
    table.text('number').notNullable().unique();
    table.text('kind').notNullable();
    table.text('title').notNullable();
    table.text('status').notNullable();
    table.bigInteger('status_at').notNullable();
    table.text('owner_kind').notNullable();
    table.text('owner_id').notNullable();
    table.text('applicant_id').notNullable();
    table.text('applicant_sealed').notNullable();
    table.text('surname_blind').notNullable();
    table.text('department').notNullable();
    table.text('assignee_id');
    table.text('assignee_sealed');
    table.bigInteger('submitted_at').notNullable();
    table.text('term_unit');
    table.integer('pausable').notNullable();
    table.bigInteger('due_at');
    table.bigInteger('clock_stopped_at');
    table.bigInteger('answer_due_at');
    table.bigInteger('closed_at');
    table.bigInteger('queue_at');
    table.integer('paused').notNullable();
    table.integer('revision').notNullable();
    table.index(['owner_kind', 'owner_id', 'submitted_at', 'id'], 'cases_of_owner');
    table.index(['kind', 'department', 'paused', 'queue_at', 'id'], 'cases_queue');
    table.index(['kind', 'department', 'assignee_id', 'paused', 'queue_at', 'id'], 'cases_queue_assignee');
    table.index(['kind', 'department', 'status', 'queue_at', 'id'], 'cases_queue_status');
    table.index(['kind', 'department', 'closed_at', 'id'], 'cases_closed');
    table.index(['kind', 'department', 'surname_blind'], 'cases_surname');
    table.index(['kind', 'status', 'status_at'], 'cases_status_age');
    table.index(['kind', 'paused', 'queue_at', 'id'], 'cases_queue_everywhere');
    table.index(['kind', 'assignee_id', 'paused', 'queue_at', 'id'], 'cases_assignee_everywhere');
    table.index(['kind', 'closed_at', 'id'], 'cases_closed_everywhere');
    table.index(['kind', 'surname_blind'], 'cases_surname_everywhere');
  });
  await knex.schema.createTable('case_steps', (table) => {
    table.text('id').primary();
    table.text('case_id').notNullable().references('cases.id');
    table.integer('revision').notNullable();
    table.bigInteger('at').notNullable();
    table.text('from_status');
    table.text('to_status').notNullable();
    table.text('mover').notNullable();
    table.text('actor_id');
    table.text('actor_sealed').notNullable();
    table.text('reason_code');
    table.text('reason_sealed');
    table.integer('public').notNullable();
    table.unique(['case_id', 'revision']);
  });
  await knex.schema.createTable('number_counters', (table) => {
    table.text('region').notNullable();
    table.integer('year').notNullable();
    table.integer('last').notNullable();
    table.primary(['region', 'year']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['number_counters', 'case_steps', 'cases']) await knex.schema.dropTable(table);
}
