import path from 'node:path';
import Database from 'better-sqlite3';

/** Every row of every table of the database in a data folder, as text, in an order that depends on nothing but the rows. */
export function rowsOf(dataDir: string): Map<string, string[]> {
  const db = new Database(path.join(dataDir, 'kabinet.db'), { readonly: true });
  try {
    const tables = db.prepare(`select name from sqlite_master where type = 'table' order by name`).all() as {
      name: string;
    }[];
    return new Map(
      tables.map(({ name }) => {
        const rows = db.prepare(`select * from "${name}"`).all();
        return [name, rows.map((row) => JSON.stringify(row)).sort()];
      }),
    );
  } finally {
    db.close();
  }
}
