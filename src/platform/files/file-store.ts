import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { buffer } from 'node:stream/consumers';
import type { Knex } from 'knex';
import { NotFound } from '../../errors.ts';
import type { Clock } from '../clock.ts';
import type { Cipher } from '../encryption.ts';
import type { Ids } from '../ids.ts';
import type { Keys } from '../keys.ts';
import type { Random } from '../random.ts';
import { openStream, sealStream } from './sealed-stream.ts';

/** A file that lies on the disk, encrypted and synced, but is known to no row yet. Size in bytes, SHA-256 in hex, both of the plain content. */
export type StoredFile = Readonly<{ id: string; size: number; sha256: string }>;

/** A file that a row keeps. `type` is a media type recognised by content. */
export type KeptFile = StoredFile & Readonly<{ name: string; type: string }>;

export type FileStore = Readonly<{
  /** Writes the content, encrypted and synced. Until `keep` it is an orphan, swept after a day. */
  store(source: Readable | Buffer): Promise<StoredFile>;
  /** Makes a row for a stored file; call it inside the transaction that refers to it. */
  keep(file: StoredFile, meta: Readonly<{ name: string; type: string }>): Promise<KeptFile>;
  find(id: string): Promise<KeptFile>;
  findMany(ids: readonly string[]): Promise<Map<string, KeptFile>>;
  read(id: string): Promise<Buffer>;
  open(id: string): Readable;
  /** Forgets the row; the content is swept later. */
  drop(id: string): Promise<void>;
}>;

type Needs = Readonly<{ dir: string; db: Knex; keys: Keys; cipher: Cipher; random: Random; ids: Ids; clock: Clock }>;
type Row = { id: string; name_sealed: string; type: string; size: number; sha256: string };

/** A row of a read model that joins `files as f` and selects `joinedFile` beside its own columns. */
export type JoinedFile = { [Column in keyof Row as `file_${Column}`]: Row[Column] };

const columns = ['id', 'name_sealed', 'type', 'size', 'sha256'] as const;
export const joinedFile: readonly string[] = columns.map((name) => `f.${name} as file_${name}`);

/** The same where a left join may have found none. */
export type MaybeFile = { [Column in keyof JoinedFile]: JoinedFile[Column] | null };

/** The file of such a row, or null. */
export function toFileOrNull(cipher: Cipher, row: MaybeFile): KeptFile | null {
  return row.file_id === null ? null : toKeptFile(cipher, row as JoinedFile);
}

/** Opens the file of such a row. */
export function toKeptFile(cipher: Cipher, row: JoinedFile): KeptFile {
  return {
    id: row.file_id,
    name: cipher.open('files.name', row.file_id, row.file_name_sealed),
    type: row.file_type,
    size: row.file_size,
    sha256: row.file_sha256,
  };
}

/** Where the content of a file lies under the store's folder. Ids are UUIDv7, whose tail is random. */
export function pathOf(dir: string, id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new NotFound();
  return path.join(dir, id.slice(-2), id);
}

export function createFileStore({ dir, db, keys, cipher, random, ids, clock }: Needs): FileStore {
  const kept = (row: Row): KeptFile => ({
    id: row.id,
    name: cipher.open('files.name', row.id, row.name_sealed),
    type: row.type,
    size: row.size,
    sha256: row.sha256,
  });
  const open = (id: string) => {
    const stream = openStream(keys, id);
    pipeline(createReadStream(pathOf(dir, id)), stream).catch((error: unknown) => stream.destroy(error as Error));
    return stream;
  };
  return {
    async store(source) {
      const id = ids.next();
      const target = pathOf(dir, id);
      const part = `${target}.part`;
      const input = Buffer.isBuffer(source) ? Readable.from([source]) : source;
      // An upload may break off while the folder is being made; without a listener that would end the process. The
      // pipeline below finds the broken stream and fails with the same error.
      input.on('error', () => {});
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(bytes: Buffer, _encoding, done) {
          hash.update(bytes);
          size += bytes.length;
          done(null, bytes);
        },
      });
      try {
        await pipeline(
          input,
          measure,
          sealStream(keys, random, id),
          createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }),
        );
        await rename(part, target);
        await syncFolder(path.dirname(target));
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
      return { id, size, sha256: hash.digest('hex') };
    },
    async keep(file, meta) {
      await db('files').insert({
        id: file.id,
        name_sealed: cipher.seal('files.name', file.id, meta.name),
        type: meta.type,
        size: file.size,
        sha256: file.sha256,
        created_at: clock.now(),
      });
      return { ...file, ...meta };
    },
    async find(id) {
      const row = (await db('files')
        .where({ id })
        .first([...columns])) as Row | undefined;
      if (row === undefined) throw new NotFound();
      return kept(row);
    },
    async findMany(wanted) {
      if (wanted.length === 0) return new Map();
      const rows = (await db('files')
        .whereIn('id', [...wanted])
        .orderBy('id')
        .select([...columns])) as Row[];
      return new Map(rows.map((row) => [row.id, kept(row)]));
    },
    read: (id) => buffer(open(id)),
    open,
    async drop(id) {
      await db('files').where({ id }).delete();
    },
  };
}

/** A rename is durable only when its folder is synced. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
