import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Knex } from 'knex';
import { verifyJournal, type Verdict } from '../audit-verify.ts';
import type { Cipher } from '../encryption.ts';
import { pathOf } from '../files/file-store.ts';
import { openStream } from '../files/sealed-stream.ts';
import type { SealedColumn } from '../key-rotation.ts';
import type { Keys } from '../keys.ts';
import { measureFile } from './copy.ts';
import { databaseName, manifestName, type Manifest } from './manifest.ts';
import { openToRead } from './snapshot.ts';

/** One thing that is wrong with a backup. `what` tells the kind, `where` the file, row or column. */
export type BackupFault = Readonly<{
  what:
    | 'missing'
    | 'changed'
    | 'unlisted'
    | 'integrity'
    | 'row without file'
    | 'file does not open'
    | 'value does not open';
  where: string;
}>;

/** With these a backup is read as the portal would read it. */
export type Reading = Readonly<{ keys: Keys; cipher: Cipher; columns: readonly SealedColumn[] }>;

export type BackupVerdict = Readonly<{
  faults: readonly BackupFault[];
  /** Rows of `files` in its database; null for a dump, which only PostgreSQL reads. */
  rows: number | null;
  /** Its journal; null without keys and for a dump. */
  journal: Verdict | null;
}>;

const page = 200;

/**
 * Judges a backup and changes nothing in it: every file against the manifest, the database's own structure, the file of every
 * row; with keys also whether every file and every sealed value opens, and the chain of the journal.
 */
export async function verifyBackup(dir: string, manifest: Manifest, reading: Reading | null): Promise<BackupVerdict> {
  const faults = [...(await compareFiles(dir, manifest)), ...(await unlisted(dir, manifest))];
  const spoilt = faults.some(({ where }) => where === databaseName);
  if (manifest.database !== 'sqlite' || spoilt) return { faults, rows: null, journal: null };
  const db = openToRead(path.join(dir, databaseName));
  try {
    faults.push(...(await structure(db)));
    const { rows, found } = await judgeRows(db, dir, manifest, reading);
    faults.push(...found);
    if (reading === null) return { faults, rows, journal: null };
    for (const column of reading.columns) faults.push(...(await judgeColumn(db, reading.cipher, column)));
    // A backup of an older version has no chain, and without its keys a journal cannot be read.
    const readable = !faults.some(({ where }) => where.startsWith('audit_keys.'));
    const chained = await db.schema.hasColumn('audit_entries', 'seq');
    if (!chained || !readable) return { faults, rows, journal: null };
    const journal = await verifyJournal({ db, cipher: reading.cipher, dir: path.join(dir, 'audit') });
    return { faults, rows, journal };
  } finally {
    await db.destroy();
  }
}

async function compareFiles(dir: string, { files }: Manifest): Promise<BackupFault[]> {
  const faults: BackupFault[] = [];
  for (const { path: name, size, sha256 } of files) {
    const found = await measureFile(path.join(dir, name));
    if (found === null) faults.push({ what: 'missing', where: name });
    else if (found.size !== size || found.sha256 !== sha256) faults.push({ what: 'changed', where: name });
  }
  return faults;
}

async function unlisted(dir: string, { files }: Manifest): Promise<BackupFault[]> {
  const listed = new Set([manifestName, ...files.map((file) => file.path)]);
  const there = await readdir(dir, { recursive: true, withFileTypes: true });
  return there
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !listed.has(name))
    .map((where) => ({ what: 'unlisted', where }));
}

async function structure(db: Knex): Promise<BackupFault[]> {
  const problems = (await db.raw('pragma integrity_check')) as { integrity_check: string }[];
  const keys = (await db.raw('pragma foreign_key_check')) as { table: string; rowid: number }[];
  return [
    ...problems.filter((row) => row.integrity_check !== 'ok').map((row) => row.integrity_check),
    ...keys.map(({ table, rowid }) => `${table}, ${rowid}`),
  ].map((where) => ({ what: 'integrity', where }));
}

async function judgeRows(db: Knex, dir: string, { files }: Manifest, reading: Reading | null) {
  const listed = new Set(files.map((file) => file.path));
  const found: BackupFault[] = [];
  let rows = 0;
  for await (const row of pages<{ id: string; sha256: string }>(db, 'files', 'id', ['id', 'sha256'])) {
    rows += 1;
    const where = `files/${row.id.slice(-2)}/${row.id}`;
    if (!listed.has(where)) found.push({ what: 'row without file', where: row.id });
    else if (reading !== null && !(await opens(reading.keys, path.join(dir, 'files'), row)))
      found.push({ what: 'file does not open', where });
  }
  return { rows, found };
}

/** Whether the content decrypts to what its row says. One that is missing or changed has been told of already. */
async function opens(keys: Keys, filesDir: string, { id, sha256 }: { id: string; sha256: string }): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    await pipeline(
      createReadStream(pathOf(filesDir, id)),
      openStream(keys, id),
      async (content: AsyncIterable<Buffer>) => {
        for await (const bytes of content) hash.update(bytes);
      },
    );
    return hash.digest('hex') === sha256;
  } catch {
    return false;
  }
}

async function judgeColumn(
  db: Knex,
  cipher: Cipher,
  { table, id, column, place }: SealedColumn,
): Promise<BackupFault[]> {
  const faults: BackupFault[] = [];
  if (!(await db.schema.hasColumn(table, column))) return faults;
  for await (const row of pages<Record<string, string | null>>(db, table, id, [id, column])) {
    const [rowId, sealed] = [row[id] ?? '', row[column] ?? ''];
    if (sealed !== '' && !canOpen(cipher, place, rowId, sealed))
      faults.push({ what: 'value does not open', where: `${table}.${column}, ${rowId}` });
  }
  return faults;
}

function canOpen(cipher: Cipher, place: string, id: string, sealed: string): boolean {
  try {
    cipher.open(place, id, sealed);
    return true;
  } catch {
    return false;
  }
}

/** All rows of a table in the order of its key. */
async function* pages<Row>(db: Knex, table: string, key: string, columns: string[]): AsyncGenerator<Row> {
  for (let after = ''; ;) {
    const rows = (await db(table).where(key, '>', after).orderBy(key).limit(page).select(columns)) as Row[];
    yield* rows;
    if (rows.length < page) return;
    after = String((rows.at(-1) as Record<string, unknown>)[key]);
  }
}
