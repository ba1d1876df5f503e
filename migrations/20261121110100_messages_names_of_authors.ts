import type { Knex } from 'knex';

/** Names of people are not to stand in the clear: the author of a reply is known by id, and looked up. */
export async function up(knex: Knex): Promise<void> {
  await knex('messages').whereNotNull('author_id').update({ sender: '' });
}

/** The names are gone from here for good; they are looked up all the same. */
export async function down(): Promise<void> {}
