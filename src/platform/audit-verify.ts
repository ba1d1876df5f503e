import type { Knex } from 'knex';
import { auditKeys, openContents } from './audit-keys.ts';
import { BadHead, readHeads, type Head } from './audit-heads.ts';
import { auditColumns, genesis, linkOf, type LinkedRow } from './audit-row.ts';
import { faultAt, type Fault, type FaultKind } from './audit-faults.ts';
import type { Cipher } from './encryption.ts';

export type Verdict = Readonly<{
  /** Entries that hold, up to the first fault. */
  entries: number;
  /** Entries that the worker has not linked yet: nothing is promised of them. */
  unlinked: number;
  heads: number;
  /** The promise reaches this far: what was cut off after it would not show. */
  lastHead: Head | null;
  fault: Fault | null;
  /** A line in the files of heads that is not signed. */
  badHead: BadHead | null;
}>;

type Needs = Readonly<{ db: Knex; cipher: Cipher; dir: string }>;

const page = 500;

/** Walks the whole chain, page by page, and compares it with every signed head in the folder `dir`. Changes nothing. */
export async function verifyJournal({ db, cipher, dir }: Needs): Promise<Verdict> {
  const chain = await walkChain({ db, cipher });
  const heads = await compareHeads({ db, cipher, dir }, chain.length);
  const [unlinked] = (await db('audit_entries').whereNull('seq').count({ n: '*' })) as { n: number | string }[];
  const fault = chain.fault ?? heads.fault;
  return { entries: chain.holds, unlinked: Number(unlinked?.n ?? 0), ...heads, fault };
}

async function walkChain(needs: Pick<Needs, 'db' | 'cipher'>) {
  let [seq, previous] = [0, genesis];
  for (;;) {
    const rows = await pageAfter(needs.db, seq);
    const keys = await auditKeys(
      needs,
      rows.flatMap(({ key_id }) => key_id ?? []),
    );
    for (const row of rows) {
      if (row.seq !== seq + 1 || row.link !== linkOf(needs.cipher, previous, row.seq, row)) {
        return { holds: seq, length: Infinity, fault: await faultAt(needs, { seq: seq + 1, previous, row }) };
      }
      const kind = contentFault(keys.get(row.key_id ?? ''), row);
      if (kind !== null) return { holds: seq, length: Infinity, fault: { kind, seq: row.seq, entry: row } };
      [seq, previous] = [row.seq, row.link];
    }
    if (rows.length < page) return { holds: seq, length: seq, fault: null };
  }
}

/** Linking reads no contents, so an entry that somebody slipped in before it is found here: it does not open. */
function contentFault(key: Parameters<typeof openContents>[0] | null | undefined, row: LinkedRow): FaultKind | null {
  if (key === undefined) return 'key';
  if (key === null) return null;
  try {
    openContents(key, row);
    return null;
  } catch {
    return 'inserted';
  }
}

async function pageAfter(db: Knex, seq: number): Promise<LinkedRow[]> {
  const query = db('audit_entries').where('seq', '>', seq).orderBy('seq').limit(page);
  return (await query.select([...auditColumns, 'seq', 'link'])) as LinkedRow[];
}

async function compareHeads({ db, cipher, dir }: Needs, length: number) {
  const seen = {
    heads: 0,
    lastHead: null as Head | null,
    fault: null as Fault | null,
    badHead: null as BadHead | null,
  };
  let good = 0;
  try {
    for await (const some of inBatches(readHeads(cipher, dir))) {
      const links = await linksAt(db, some);
      for (const head of some) {
        if (links.get(head.seq) === head.link) good = Math.max(good, head.seq);
        else if (head.seq > length) seen.fault ??= { kind: 'cut off', seq: length + 1, entry: null };
        else seen.fault ??= { kind: 'rewritten', seq: good + 1, entry: null };
      }
      seen.heads += some.length;
      seen.lastHead = some.at(-1) ?? null;
    }
  } catch (error) {
    if (!(error instanceof BadHead)) throw error;
    seen.badHead = error;
  }
  return seen;
}

async function linksAt(db: Knex, heads: readonly Head[]): Promise<ReadonlyMap<number, string>> {
  const places = heads.map(({ seq }) => seq);
  const rows = (await db('audit_entries').whereIn('seq', places).select('seq', 'link')) as LinkedRow[];
  return new Map(rows.map(({ seq, link }) => [seq, link]));
}

async function* inBatches<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let some: T[] = [];
  for await (const one of all) {
    some.push(one);
    if (some.length < page) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
