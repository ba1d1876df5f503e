import type { Knex } from 'knex';

/** Counters of failed logins, flows under way, generator apps, and e-mail addresses that wait for confirmation. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('login_attempts', (table) => {
    table.text('key').primary();
    table.integer('failures').notNullable();
    table.bigInteger('locked_until');
    table.bigInteger('updated_at').notNullable();
    table.index(['updated_at']);
  });
  await knex.schema.createTable('sign_in_flows', (table) => {
    table.text('session_id').primary();
    table.text('flow_sealed').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.index(['expires_at']);
  });
  await knex.schema.createTable('generator_apps', (table) => {
    table.text('person_id').primary().references('people.id');
    table.text('secret_sealed').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('confirmed_at');
    table.bigInteger('last_step').notNullable();
  });
  await knex.schema.createTable('email_confirmations', (table) => {
    table.text('id').primary();
    table.text('person_id').notNullable().references('people.id');
    table.text('email_sealed').notNullable();
    table.text('token_hash').notNullable().unique();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.bigInteger('confirmed_at');
    table.index(['person_id', 'created_at']);
    table.index(['expires_at']);
  });
  await knex.schema.createTable('late_forms', (table) => {
    table.text('id').primary();
    table.text('person_id').notNullable().references('people.id');
    table.text('form_sealed').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.index(['expires_at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['late_forms', 'email_confirmations', 'generator_apps', 'sign_in_flows', 'login_attempts'])
    await knex.schema.dropTable(table);
}
