import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import type { Cipher } from './encryption.ts';
import type { Ids } from './ids.ts';
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
  ip?: string;
  details?: object;
}>;

export type Audit = Readonly<{ record(entry: AuditEntry): Promise<void> }>;

/** Append-only journal; written in the transaction of the act itself. Address and details are encrypted. */
export function createAudit({
  db,
  ids,
  clock,
  cipher,
}: Readonly<{ db: Knex; ids: Ids; clock: Clock; cipher: Cipher }>): Audit {
  return {
    async record(entry) {
      const id = ids.next();
      const details = { ip: entry.ip, ...entry.details };
      await db('audit_entries').insert({
        id,
        at: clock.now(),
        act: entry.act,
        person_id: entry.personId ?? null,
        actor_id: entry.actorId ?? null,
        owner_kind: entry.party?.kind ?? null,
        owner_id: entry.party?.id ?? null,
        subject: entry.subject ?? null,
        result: entry.result ?? 'done',
        details_sealed: cipher.seal('audit_entries.details', id, JSON.stringify(details)),
      });
    },
  };
}
