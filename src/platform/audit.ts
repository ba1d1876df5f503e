import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import type { Cipher } from './encryption.ts';
import { addressNow } from './audit-origin.ts';
import { auditKeyFor, auditKeys, openContents, readAuditKey, sealContents, type AuditKey } from './audit-keys.ts';
import type { AuditContents, AuditRow } from './audit-row.ts';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Party } from './values/actor.ts';

/** One act, as it is journalled. Codes, passwords and file contents never enter it. */
export type AuditEntry = Readonly<{
  /** Stable name, `application.submitted`. */
  act: string;
  /** Whose data the act concerned. */
  personId?: string | null;
  /** Who acted; null for the system itself. */
  actorId?: string | null;
  party?: Party;
  /** Public number or id of what it was done to. */
  subject?: string;
  result?: 'done' | 'refused';
  /** Of the request under way unless given. */
  ip?: string;
  details?: object;
}>;

export type Audit = Readonly<{ record(entry: AuditEntry): Promise<void> }>;

type Needs = Readonly<{ db: Knex; ids: Ids; clock: Clock; cipher: Cipher; random: Random }>;

/**
 * Append-only journal; written in the transaction of the act itself and linked into the chain afterwards (`audit-links.ts`).
 * Address and details are encrypted with a key of the person whom the act concerned.
 */
export function createAudit(needs: Needs): Audit {
  return {
    async record(entry) {
      const key = await auditKeyFor(needs, entry.personId ?? null);
      const plain = {
        id: needs.ids.next(),
        at: needs.clock.now(),
        act: entry.act,
        person_id: entry.personId ?? null,
        actor_id: entry.actorId ?? null,
        owner_kind: entry.party?.kind ?? null,
        owner_id: entry.party?.id ?? null,
        subject: entry.subject ?? null,
        result: entry.result ?? 'done',
        key_id: key.id,
      };
      // A job woken by a request does not come from its address: only what somebody does has one.
      const ip = entry.ip ?? (plain.actor_id === null ? undefined : addressNow());
      const contents = { ip, ...entry.details };
      const row = { ...plain, details_sealed: sealContents(key, plain, contents, needs.random) };
      await needs.db('audit_entries').insert(row);
    },
  };
}

/**
 * What was encrypted of each entry (`ip` and details), by its id; null where the person's key was erased.
 * Two statements at most, for lists. @throws when an entry was changed.
 */
export async function auditContents(
  needs: Pick<Needs, 'db' | 'cipher'>,
  rows: readonly AuditRow[],
): Promise<ReadonlyMap<string, AuditContents | null>> {
  const keyIds = rows.flatMap(({ key_id }) => (key_id === null ? [] : [key_id]));
  const keys = await auditKeys(needs, keyIds);
  return new Map(rows.map((row) => [row.id, contentsOf(needs.cipher, keys, row)]));
}

/**
 * The same of one entry that was read together with its key (`audit_keys.key_sealed`, null once erased).
 * @throws when the entry was changed.
 */
export function openAudit(
  cipher: Cipher,
  row: AuditRow & Readonly<{ key_sealed: string | null }>,
): AuditContents | null {
  const { key_id: id, key_sealed } = row;
  return contentsOf(cipher, new Map(id === null ? [] : [[id, readAuditKey(cipher, { id, key_sealed })]]), row);
}

function contentsOf(cipher: Cipher, keys: ReadonlyMap<string, AuditKey | null>, row: AuditRow): AuditContents | null {
  if (row.key_id === null) return cipher.openJson('audit_entries.details', row.id, row.details_sealed) as AuditContents;
  const key = keys.get(row.key_id);
  if (key === undefined) throw new Error(`the key of journal entry ${row.id} is missing`);
  return key === null ? null : openContents(key, row);
}
