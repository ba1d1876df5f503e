import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { headFiles } from '../audit-heads.ts';
import type { Clock } from '../clock.ts';
import { isPostgres } from '../db/database.ts';
import { pathOf, syncFolder } from '../files/file-store.ts';
import type { Keys } from '../keys.ts';
import { copyFile, measureFile } from './copy.ts';
import { databaseName, dumpName, writeManifest, type BackedUp, type Manifest } from './manifest.ts';
import { schemaState } from './schema.ts';
import { openToRead, takeSnapshot } from './snapshot.ts';

/** The folder for a backup holds something already. */
export class FolderInUse extends Error {}
/** With PostgreSQL its own tool writes the rows, before the files are copied: that dump is not in the folder yet. */
export class DumpMissing extends Error {}

export type Source = Readonly<{
  db: Knex;
  clock: Clock;
  keys: Keys;
  dataDir: string;
  filesDir: string;
  auditDir: string;
}>;

const snapshots = 3;
const page = 500;

/**
 * Makes a backup of the whole portal in an empty folder, while it works: signed heads, then the rows, then the content of
 * every file that a row keeps, last the manifest. In this order every head is one of the rows' chain, and every row's file is
 * there. @throws FolderInUse, DumpMissing
 */
export async function makeBackup(source: Source, dir: string): Promise<Manifest> {
  await prepareFolder(source.db, dir);
  const heads = await copyHeads(source.auditDir, dir);
  const { rows, files, missing } = isPostgres(source.db)
    ? await fromDump(source, dir)
    : await fromSnapshot(source, dir);
  const manifest: Manifest = {
    format: 1,
    createdAt: source.clock.now(),
    database: isPostgres(source.db) ? 'postgresql' : 'sqlite',
    migrations: (await schemaState(source.db)).done,
    keyIds: source.keys.encryption.map(({ id }) => id),
    files: [rows, ...heads, ...files],
    missing,
  };
  await writeManifest(dir, manifest);
  return manifest;
}

async function prepareFolder(db: Knex, dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const there = await readdir(dir);
  if (isPostgres(db) && !there.includes(dumpName)) throw new DumpMissing(dir);
  if (there.some((name) => !(isPostgres(db) && name === dumpName))) throw new FolderInUse(dir);
}

async function copyHeads(auditDir: string, dir: string): Promise<BackedUp[]> {
  const names = await headFiles(auditDir);
  const copied = await inTurn(names, (name) => backUp(path.join(auditDir, name), dir, `audit/${name}`));
  return copied.filter((file) => file !== null);
}

type Rows = Readonly<{ rows: BackedUp; files: BackedUp[]; missing: string[] }>;

/**
 * A file whose row goes after the snapshot may be swept before it is copied; then the snapshot is taken anew. What is
 * missing although its row is still there was lost before, and is told.
 */
async function fromSnapshot(source: Source, dir: string): Promise<Rows> {
  const file = path.join(dir, databaseName);
  const copied = new Map<string, BackedUp>();
  for (let attempt = 1; ; attempt += 1) {
    await rm(file, { force: true });
    await takeSnapshot(path.join(source.dataDir, databaseName), file);
    const snapshot = openToRead(file);
    try {
      const missing = await copyFiles(source, snapshot, dir, copied);
      const gone = missing.length - (await countRows(source.db, missing));
      if (gone > 0 && attempt < snapshots) continue;
      return { rows: await measured(file, databaseName), files: [...copied.values()], missing };
    } finally {
      await snapshot.destroy();
    }
  }
}

/** The rows of the dump are among those that are there now, but for what was dropped since. */
async function fromDump(source: Source, dir: string): Promise<Rows> {
  const copied = new Map<string, BackedUp>();
  const missing = await copyFiles(source, source.db, dir, copied);
  return { rows: await measured(path.join(dir, dumpName), dumpName), files: [...copied.values()], missing };
}

/** Copies what the rows of a database keep into `copied`; answers the ids of rows whose content is not in the store. */
async function copyFiles(
  { filesDir }: Source,
  rows: Knex,
  dir: string,
  copied: Map<string, BackedUp>,
): Promise<string[]> {
  const missing: string[] = [];
  for await (const id of fileIds(rows)) {
    if (copied.has(id)) continue;
    const file = await backUp(pathOf(filesDir, id), dir, `files/${id.slice(-2)}/${id}`);
    if (file === null) missing.push(id);
    else copied.set(id, file);
  }
  await inTurn([...new Set([...copied.keys()].map((id) => id.slice(-2)))], (shard) =>
    syncFolder(path.join(dir, 'files', shard)),
  );
  return missing;
}

/** The ids of all rows of `files`, page by page. */
export async function* fileIds(db: Knex): AsyncGenerator<string> {
  for (let after = ''; ;) {
    const rows = (await db('files').where('id', '>', after).orderBy('id').limit(page).select('id')) as { id: string }[];
    for (const { id } of rows) yield id;
    if (rows.length < page) return;
    after = rows.at(-1)?.id ?? '';
  }
}

async function countRows(db: Knex, ids: readonly string[]): Promise<number> {
  const found = await inTurn(ids, (id) => db('files').where({ id }).first('id') as Promise<unknown>);
  return found.filter((row) => row !== undefined).length;
}

async function backUp(from: string, dir: string, name: string): Promise<BackedUp | null> {
  const copied = await copyFile(from, path.join(dir, name));
  return copied && { path: name, ...copied };
}

async function measured(file: string, name: string): Promise<BackedUp> {
  const size = await measureFile(file);
  if (size === null) throw new Error(`${name} has vanished from the backup`);
  return { path: name, ...size };
}

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of all) results.push(await work(one));
  return results;
}
