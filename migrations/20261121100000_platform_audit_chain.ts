import type { Knex } from 'knex';

/**
 * The journal's chain: the place of an entry in it (`seq`, 1, 2, 3 …) and the link that binds it to the one before; both are
 * null until the worker has linked the entry. Contents are encrypted with a key of the person whom the act concerned.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('audit_keys', (table) => {
    table.text('id').primary();
    table.text('owner').notNullable();
    table.text('key_sealed');
    table.bigInteger('created_at').notNullable();
    table.bigInteger('erased_at');
  });
  // An erased key stays as a mark of its erasure; acts after it get a new one.
  await knex.raw('create unique index audit_keys_owner on audit_keys (owner) where erased_at is null');
  await knex.schema.alterTable('audit_entries', (table) => {
    table.text('key_id');
    table.bigInteger('seq');
    table.text('link');
    table.unique(['seq'], { indexName: 'audit_entries_seq' });
    table.index(['person_id', 'at', 'id'], 'audit_entries_of_person');
  });
  await knex.raw('create index audit_entries_unlinked on audit_entries (id) where seq is null');
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop index audit_entries_unlinked');
  await knex.schema.alterTable('audit_entries', (table) => {
    table.dropIndex([], 'audit_entries_of_person');
    table.dropUnique([], 'audit_entries_seq');
  });
  await knex.schema.alterTable('audit_entries', (table) => {
    table.dropColumns('key_id', 'seq', 'link');
  });
  await knex.schema.dropTable('audit_keys');
}
