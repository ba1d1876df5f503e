import type { Knex } from 'knex';

/** People, what they sign in with, their sessions and devices, consents, and one-time codes. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('people', (table) => {
    table.text('id').primary();
    table.text('account_number').notNullable().unique();
    table.text('level').notNullable();
    table.text('roles').notNullable();
    table.text('department');
    table.text('status').notNullable();
    table.text('name_sealed').notNullable();
    table.text('surname_blind').notNullable();
    table.text('password_hash').notNullable();
    table.bigInteger('password_changed_at').notNullable();
    table.bigInteger('created_at').notNullable();
    table.integer('revision').notNullable();
    table.index(['surname_blind', 'id']);
  });
  await knex.schema.createTable('former_passwords', (table) => {
    table.text('id').primary();
    table.text('person_id').notNullable().references('people.id');
    table.text('password_hash').notNullable();
    table.bigInteger('replaced_at').notNullable();
    table.index(['person_id', 'replaced_at']);
  });
  await knex.schema.createTable('identifiers', (table) => {
    table.text('id').primary();
    table.text('person_id').notNullable().references('people.id');
    table.text('kind').notNullable();
    table.text('value_sealed').notNullable();
    table.text('value_blind').notNullable();
    table.integer('is_primary').notNullable();
    table.bigInteger('confirmed_at');
    table.bigInteger('created_at').notNullable();
    table.unique(['kind', 'value_blind']);
    table.index(['person_id', 'kind']);
  });
  await knex.schema.createTable('sessions', (table) => {
    table.text('id').primary();
    table.text('hash').notNullable().unique();
    table.text('stage').notNullable();
    table.text('person_id').references('people.id');
    table.text('party_kind');
    table.text('party_id');
    table.text('device_id');
    table.bigInteger('started_at').notNullable();
    table.bigInteger('used_at').notNullable();
    table.bigInteger('idle_ms');
    table.bigInteger('stepped_up_at');
    table.text('client_sealed').notNullable();
    table.bigInteger('ended_at');
    table.text('end_reason');
    table.index(['person_id', 'ended_at']);
    table.index(['ended_at', 'used_at']);
  });
  await knex.schema.createTable('devices', (table) => {
    table.text('id').primary();
    table.text('person_id').notNullable().references('people.id');
    table.text('token_hash').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('used_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.unique(['token_hash', 'person_id']);
    table.index(['person_id']);
    table.index(['expires_at']);
  });
  await knex.schema.createTable('consents', (table) => {
    table.text('id').primary();
    table.text('person_id').notNullable().references('people.id');
    table.text('kind').notNullable();
    table.text('version').notNullable();
    table.bigInteger('granted_at').notNullable();
    table.bigInteger('withdrawn_at');
    table.index(['person_id', 'kind', 'granted_at']);
  });
  await knex.schema.createTable('one_time_codes', (table) => {
    table.text('id').primary();
    table.text('purpose').notNullable();
    table.text('subject').notNullable();
    table.text('address_blind').notNullable();
    table.text('code_mac').notNullable();
    table.integer('tries').notNullable();
    table.bigInteger('created_at').notNullable();
    table.bigInteger('expires_at').notNullable();
    table.bigInteger('used_at');
    table.index(['purpose', 'subject', 'created_at']);
    table.index(['address_blind', 'created_at']);
    table.index(['created_at']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'one_time_codes',
    'consents',
    'devices',
    'sessions',
    'identifiers',
    'former_passwords',
    'people',
  ]) {
    await knex.schema.dropTable(table);
  }
}
