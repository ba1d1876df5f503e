import type { Knex } from 'knex';
import { auditKeys, openContents } from './audit-keys.ts';
import { auditColumns, linkOf, type AuditRow, type LinkedRow } from './audit-row.ts';
import type { Cipher } from './encryption.ts';

/**
 * What is wrong with an entry, or with what stands in its place: `changed`, `removed`, `reordered` (another one stands here),
 * `inserted` (this one never was journalled), `cut off` (it is gone with everything after it), `rewritten` (the chain holds,
 * but it is not the one of which the heads were taken), `key` (its key is gone, and nobody erased it).
 */
export type FaultKind = 'changed' | 'removed' | 'reordered' | 'inserted' | 'cut off' | 'rewritten' | 'key';

export type Fault = Readonly<{
  kind: FaultKind;
  /** Place in the chain of the first bad entry. */
  seq: number;
  /** What stands there, when anything does. */
  entry: Readonly<{ id: string; at: number; act: string }> | null;
}>;

type Needs = Readonly<{ db: Knex; cipher: Cipher }>;

/** Where the chain breaks: the place that was due, the link before it, and the next entry that there is. */
type Break = Readonly<{ seq: number; previous: string; row: LinkedRow }>;

const page = 500;

/** Says what was done at the place where the chain breaks. Reads the whole journal once more to find what belongs there. */
export async function faultAt(needs: Needs, at: Break): Promise<Fault> {
  const entry = at.row.seq === at.seq ? { id: at.row.id, at: at.row.at, act: at.row.act } : null;
  return { kind: await kindOf(needs, at), seq: at.seq, entry };
}

async function kindOf(needs: Needs, { seq, previous, row }: Break): Promise<FaultKind> {
  const moved = await belongsElsewhere(needs, seq, previous);
  if (row.seq !== seq) return moved ? 'reordered' : 'removed';
  const genuine = await opens(needs, row);
  if (moved) return genuine ? 'reordered' : 'inserted';
  if (!genuine) return 'changed';
  // The entry is genuine and the one that belongs here is gone: unless only its link was spoiled, the numbers were closed up.
  return (await holdsNext(needs, linkOf(needs.cipher, previous, seq, row), seq)) ? 'changed' : 'removed';
}

/** Whether the entry that is due at this place stands at another one. */
async function belongsElsewhere({ db, cipher }: Needs, seq: number, previous: string): Promise<boolean> {
  for (let after = ''; ;) {
    const query = db('audit_entries').whereNotNull('seq').where('id', '>', after).orderBy('id').limit(page);
    const rows = (await query.select([...auditColumns, 'seq', 'link'])) as LinkedRow[];
    if (rows.some((row) => row.seq !== seq && row.link === linkOf(cipher, previous, seq, row))) return true;
    if (rows.length < page) return false;
    after = rows.at(-1)?.id ?? '';
  }
}

/** Whether the entry's own columns are as they were written. Where the key was erased nobody can tell any more: no. */
async function opens(needs: Needs, row: AuditRow): Promise<boolean> {
  const key = (await auditKeys(needs, [row.key_id ?? ''])).get(row.key_id ?? '');
  try {
    return key !== null && key !== undefined && typeof openContents(key, row) === 'object';
  } catch {
    return false;
  }
}

/** Whether the entry after `seq` is linked to this link, or there is none. */
async function holdsNext({ db, cipher }: Needs, link: string, seq: number): Promise<boolean> {
  const query = db('audit_entries').where({ seq: seq + 1 });
  const next = (await query.first([...auditColumns, 'seq', 'link'])) as LinkedRow | undefined;
  return next === undefined || next.link === linkOf(cipher, link, next.seq, next);
}
