import type { Knex } from 'knex';
import type { Clock } from './clock.ts';
import { minute, second, hour } from './values/durations.ts';
import { isPostgres } from './db/database.ts';
import type { Cipher } from './encryption.ts';
import type { Ids } from './ids.ts';

/** What must happen after a commit. `key` makes it happen once however often it is published. */
export type OutboxEvent = Readonly<{ kind: string; key?: string; payload: object; notBefore?: number }>;
export type ClaimedEvent = Readonly<{ id: string; kind: string; attempts: number; payload: unknown }>;
export type Outbox = Readonly<{ publish(event: OutboxEvent): Promise<void> }>;

type Needs = Readonly<{ db: Knex; ids: Ids; clock: Clock; cipher: Cipher }>;

type ClaimedRow = Readonly<{ id: string; kind: string; payload_sealed: string; attempts: number }>;

/** How long an event belongs to the process that claimed it, unless that one renews the claim. */
export const lease = 2 * minute;
const lastAttempt = 20;

/** Writes events in the transaction that causes them; payloads are encrypted and wiped once handled. */
export function createOutbox({ db, ids, clock, cipher }: Needs, published: () => void = () => {}): Outbox {
  return {
    async publish({ kind, key, payload, notBefore }) {
      const id = ids.next();
      const row = {
        id,
        kind,
        event_key: key ?? id,
        payload_sealed: cipher.seal('outbox.payload', id, JSON.stringify(payload)),
        due_at: notBefore ?? clock.now(),
        attempts: 0,
        lease_until: 0,
        created_at: clock.now(),
      };
      await db('outbox').insert(row).onConflict(['kind', 'event_key']).ignore();
      published();
    },
  };
}

/**
 * Claims the next due event with a lease, in one statement, so that several processes never handle one at the same time;
 * on PostgreSQL a process passes over what another is just claiming.
 * A handler that dies leaves its lease to run out, and the event is tried again.
 */
export async function claimNext({ db, clock, cipher }: Needs): Promise<ClaimedEvent | undefined> {
  const now = clock.now();
  const due = db('outbox').whereNull('closed_at').where('due_at', '<=', now).where('lease_until', '<=', now);
  const next = due.orderBy(['due_at', 'id']).limit(1).select('id');
  if (isPostgres(db)) void next.forUpdate().skipLocked();
  const [row] = (await db('outbox')
    .where('id', next)
    .update({ lease_until: now + lease, attempts: db.raw('attempts + 1') })
    .returning(['id', 'kind', 'payload_sealed', 'attempts'])) as ClaimedRow[];
  if (row === undefined) return undefined;
  const payload: unknown = cipher.openJson('outbox.payload', row.id, row.payload_sealed);
  return { id: row.id, kind: row.kind, attempts: row.attempts, payload };
}

/** The handler is still at work: its lease begins anew. To be called well before `lease` is over. */
export async function renew({ db, clock }: Pick<Needs, 'db' | 'clock'>, event: ClaimedEvent): Promise<void> {
  await held(db, event).update({ lease_until: clock.now() + lease });
}

/** The event is done: its payload is wiped. */
export async function complete({ db, clock }: Pick<Needs, 'db' | 'clock'>, event: ClaimedEvent): Promise<void> {
  await held(db, event).update({ closed_at: clock.now(), outcome: 'done', payload_sealed: '' });
}

/** The event failed: it is put off by 5 s, 10 s, 20 s … at most an hour, and given up after 20 attempts. */
export async function postpone({ db, clock }: Pick<Needs, 'db' | 'clock'>, event: ClaimedEvent): Promise<void> {
  const now = clock.now();
  if (event.attempts >= lastAttempt) {
    await held(db, event).update({ closed_at: now, outcome: 'failed' });
    return;
  }
  const delay = Math.min(5 * second * 2 ** (event.attempts - 1), hour);
  await held(db, event).update({ lease_until: 0, due_at: now + delay });
}

/** The event as long as this claim is the latest: who came back after the lease had run out changes nothing any more. */
function held(db: Knex, { id, attempts }: ClaimedEvent) {
  return db('outbox').where({ id, attempts }).whereNull('closed_at');
}
