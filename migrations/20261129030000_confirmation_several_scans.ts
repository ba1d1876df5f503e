import type { Knex } from 'knex';

/** A copy of a passport may be several files. Those without a request belong to what the person has typed of the next one. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('confirmation_scans', (table) => {
    table.text('file_id').primary().references('files.id');
    table.text('person_id').notNullable();
    table.text('confirmation_id');
    table.index(['person_id', 'confirmation_id']);
    table.index(['confirmation_id']);
  });
  for (const [table, request] of [
    ['confirmations', 'id'],
    ['confirmation_drafts', 'null'],
  ] as const) {
    await knex.raw(
      `insert into confirmation_scans (file_id, person_id, confirmation_id)
       select scan_file_id, person_id, ${request} from ${table} where scan_file_id in (select id from files)`,
    );
    await knex.schema.alterTable(table, (columns) => {
      columns.dropColumn('scan_file_id');
    });
  }
}

/** There is room for the first copy only; the others go, for nothing would remove them later. */
export async function down(knex: Knex): Promise<void> {
  const kept: string[] = [];
  for (const [table, own] of [
    ['confirmations', 's.confirmation_id = confirmations.id'],
    ['confirmation_drafts', 's.confirmation_id is null and s.person_id = confirmation_drafts.person_id'],
  ] as const) {
    await knex.schema.alterTable(table, (columns) => {
      columns.text('scan_file_id');
    });
    await knex.raw(
      `update ${table} set scan_file_id = (select min(s.file_id) from confirmation_scans as s where ${own})`,
    );
    kept.push(...(await knex(table).whereNotNull('scan_file_id').pluck<string[]>('scan_file_id')));
  }
  const all = await knex('confirmation_scans').pluck<string[]>('file_id');
  await knex.schema.dropTable('confirmation_scans');
  for (const id of all) if (!kept.includes(id)) await knex('files').where({ id }).delete();
}
