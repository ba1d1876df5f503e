import type { Knex } from 'knex';
import { auditContents } from './audit.ts';
import { auditKeyFor, sealContents } from './audit-keys.ts';
import { auditColumns, genesis, linkOf, type AuditRow } from './audit-row.ts';
import type { Clock } from './clock.ts';
import { isDuplicate } from './db/database.ts';
import { inTransaction } from './db/transaction.ts';
import type { Cipher } from './encryption.ts';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';

type Needs = Readonly<{ db: Knex; ids: Ids; clock: Clock; cipher: Cipher; random: Random }>;

const batch = 200;
const tries = 5;

/**
 * Links the entries that have no place in the chain yet, in the order of their ids. Places are given when linking, so an
 * entry whose transaction committed late comes after those already linked, and no number is ever left out.
 * Two processes cannot fork the chain: a place is unique, and whoever comes second begins anew behind the first.
 * @returns how many entries were linked.
 */
export async function linkEntries(needs: Needs): Promise<number> {
  let linked = 0;
  for (let failures = 0; failures < tries;) {
    const done = await inTransaction(needs.db, needs.random, (trx) => linkBatch({ ...needs, db: trx })).catch(
      (error: unknown) => {
        if (error instanceof LinkedByAnother || isDuplicate(error)) return null;
        throw error;
      },
    );
    if (done === null) failures += 1;
    else linked += done;
    if (done !== null && done < batch) break;
  }
  return linked;
}

class LinkedByAnother extends Error {}

async function linkBatch(needs: Needs): Promise<number> {
  const { db, cipher } = needs;
  const head = await headOf(db);
  const rows = (await db('audit_entries')
    .whereNull('seq')
    .orderBy('id')
    .limit(batch)
    .select([...auditColumns])) as AuditRow[];
  let { seq, link } = head ?? { seq: 0, link: genesis };
  for (const found of rows) {
    const row = found.key_id === null ? await sealAnew(needs, found) : found;
    seq += 1;
    link = linkOf(cipher, link, seq, row);
    const placed = await db('audit_entries').where({ id: row.id }).whereNull('seq').update({ seq, link });
    if (placed !== 1) throw new LinkedByAnother();
  }
  return rows.length;
}

/** The last entry of the chain, or null while nothing is linked. */
export async function headOf(db: Knex): Promise<{ seq: number; link: string } | null> {
  const row = (await db('audit_entries').whereNotNull('seq').orderBy('seq', 'desc').first('seq', 'link')) as
    { seq: number; link: string } | undefined;
  return row ?? null;
}

/** An entry from before there were keys of the journal gets its own: the ring's keys change, and the chain stands on ciphertext. */
async function sealAnew(needs: Needs, row: AuditRow): Promise<AuditRow> {
  const contents = (await auditContents(needs, [row])).get(row.id) ?? {};
  const key = await auditKeyFor(needs, row.person_id);
  const plain = { ...row, key_id: key.id };
  const changed = { key_id: key.id, details_sealed: sealContents(key, plain, contents, needs.random) };
  await needs.db('audit_entries').where({ id: row.id }).update(changed);
  return { ...row, ...changed };
}
