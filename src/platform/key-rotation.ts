import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { Unavailable } from '../errors.ts';
import { inTransaction } from './db/transaction.ts';
import { keyIdOf, type Cipher } from './encryption.ts';
import type { Keys } from './keys.ts';
import type { Random } from './random.ts';

/** A column of values sealed with the ring: `place` and the row's `id` column are what each value is bound to. */
export type SealedColumn = Readonly<{ table: string; id: string; column: string; place: string }>;

/** What became of a column or of the files: sealed anew, and left because they do not open. */
export type Resealed = Readonly<{ done: number; failed: readonly FailedValue[] }>;
export type FailedValue = Readonly<{ where: string; id: string; keyId: string }>;

type Needs = Readonly<{ db: Knex; cipher: Cipher; random: Random; keys: Keys }>;

const batch = 100;

/** The id of the key that encrypts now: the first of the ring. */
export function currentKey({ encryption: [current] }: Keys): string {
  if (current === undefined) throw new Error('no encryption key');
  return current.id;
}

/**
 * Seals with the current key whatever a column holds under other keys, a batch a transaction, in the order of ids. A value
 * that somebody writes meanwhile is left as they wrote it. Broken off, it goes on where it stopped, for what is done is told
 * by its key id. A value that does not open is reported and left.
 */
export async function resealColumn(needs: Needs, column: SealedColumn): Promise<Resealed> {
  const [failed, where] = [[] as FailedValue[], `${column.table}.${column.column}`];
  let done = 0;
  for (let after = ''; ;) {
    const outcome = await patiently(() =>
      inTransaction(needs.db, needs.random, (trx) => resealBatch({ ...needs, db: trx }, column, after)),
    );
    done += outcome.done;
    failed.push(...outcome.failed.map((value) => ({ ...value, where })));
    if (outcome.last === undefined) return { done, failed };
    after = outcome.last;
  }
}

/** A server at work has the right of way: a batch that finds no turn waits for a quieter second, for a minute at most. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable) || attempt === 60) throw error;
      await wait(1000);
    }
  }
}

async function resealBatch({ db, cipher, keys }: Needs, { table, id, column, place }: SealedColumn, after: string) {
  const rows = (await db(table)
    .where(id, '>', after)
    .whereNotNull(column)
    .whereNot(column, '')
    .whereNot(column, 'like', `${currentKey(keys)}.%`)
    .orderBy(id)
    .limit(batch)
    .select({ id, sealed: column })) as { id: string; sealed: string }[];
  const failed: Omit<FailedValue, 'where'>[] = [];
  let done = 0;
  for (const row of rows) {
    const text = openOrNull(cipher, place, row);
    if (text === null) failed.push({ id: row.id, keyId: keyIdOf(row.sealed) });
    else
      done += await db(table)
        .where({ [id]: row.id, [column]: row.sealed })
        .update({ [column]: cipher.seal(place, row.id, text) });
  }
  return { done, failed, last: rows.length < batch ? undefined : rows.at(-1)?.id };
}

function openOrNull(cipher: Cipher, place: string, { id, sealed }: { id: string; sealed: string }): string | null {
  try {
    return cipher.open(place, id, sealed);
  } catch {
    return null;
  }
}

/** Which of these keys still seals a value of one of the columns. */
export async function keysOfColumns(
  db: Knex,
  columns: readonly SealedColumn[],
  keyIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const used = new Set<string>();
  for (const keyId of keyIds) {
    for (const { table, column } of columns) {
      if (used.has(keyId)) break;
      const row: unknown = await db(table).where(column, 'like', `${keyId}.%`).first(column);
      if (row !== undefined) used.add(keyId);
    }
  }
  return used;
}
