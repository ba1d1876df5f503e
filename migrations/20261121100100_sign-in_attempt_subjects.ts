import type { Knex } from 'knex';

/** Whom the counted attempts were against (a MAC, as the keys are), so that all counters of an account can be found and lifted. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('login_attempts', (table) => {
    table.text('subject');
    table.index(['subject'], 'login_attempts_subject');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('login_attempts', (table) => {
    table.dropIndex([], 'login_attempts_subject');
  });
  await knex.schema.alterTable('login_attempts', (table) => {
    table.dropColumn('subject');
  });
}
