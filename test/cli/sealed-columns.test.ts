import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sealedColumns, sealedOtherwise } from '../../src/cli/sealed-columns.ts';
import { startApp, type TestApp } from '../support/app.ts';

let run: TestApp;
beforeAll(async () => {
  run = await startApp();
});
afterAll(() => run.close());

type Column = Readonly<{ name: string; pk: number }>;

async function tables(): Promise<string[]> {
  const rows = (await run.ctx.db('sqlite_master').where({ type: 'table' }).orderBy('name').select('name')) as Column[];
  return rows.map(({ name }) => name);
}

async function columnsOf(table: string): Promise<Column[]> {
  return (await run.ctx.db.raw(`pragma table_info(${table})`)) as Column[];
}

test('every sealed column of the database is known, and none that is not there', async () => {
  const there: string[] = [];
  for (const table of await tables())
    for (const { name } of await columnsOf(table)) if (name.endsWith('_sealed')) there.push(`${table}.${name}`);
  const known = [...sealedColumns.map(({ table, column }) => `${table}.${column}`), ...sealedOtherwise];
  expect(known.sort()).toEqual(there.sort());
});

test('each is named by the key of its row', async () => {
  for (const { table, id } of sealedColumns) {
    const key = (await columnsOf(table)).filter(({ pk }) => pk > 0).map(({ name }) => name);
    expect([table, ...key]).toEqual([table, id]);
  }
});
