/** Runs statements of SQL, one or several, and gives the rows of a single one. */
export type Run = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;

/** Keeps what every table holds in a second schema, for `refill`. */
export async function keepContents(run: Run): Promise<void> {
  await run('create schema template');
  for (const name of await tablesOf(run, 'public'))
    await run(`create table template."${name}" as table public."${name}"`);
}

/** Gives every table what was kept, whatever was done to it since, and takes away tables that are new. Milliseconds. */
export async function refill(run: Run): Promise<void> {
  const kept = await inOrder(run, await tablesOf(run, 'template'));
  const added = (await tablesOf(run, 'public')).filter((name) => !kept.includes(name));
  const statements = [
    ...added.map((name) => `drop table public."${name}"`),
    ...kept.toReversed().map((name) => `delete from public."${name}"`),
    ...kept.map((name) => `insert into public."${name}" select * from template."${name}"`),
  ];
  // Several statements at once are one transaction.
  await run(statements.join(';'));
}

async function tablesOf(run: Run, schema: 'public' | 'template'): Promise<string[]> {
  const rows = await run(`select tablename as name from pg_tables where schemaname = '${schema}' order by tablename`);
  return rows.map(({ name }) => String(name));
}

/** Tables in such an order that each stands behind those to which its foreign keys lead. */
async function inOrder(run: Run, tables: readonly string[]): Promise<string[]> {
  const rows = await run(
    `select t.relname as name, r.relname as needs from pg_constraint c join pg_class t on t.oid = c.conrelid
     join pg_class r on r.oid = c.confrelid where c.contype = 'f' and c.conrelid <> c.confrelid`,
  );
  const ordered = new Set<string>();
  const place = (table: string) => {
    if (ordered.has(table)) return;
    for (const { name, needs } of rows) if (name === table) place(String(needs));
    ordered.add(table);
  };
  tables.forEach(place);
  return [...ordered];
}
