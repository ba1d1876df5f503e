import type { Knex } from 'knex';
import type { Context } from '../../../context.ts';
import type { Client, SessionStore, StoredSession } from '../../../http/ports.ts';
import { hour, minute } from '../../../platform/values/durations.ts';
import type { Party } from '../../../platform/values/actor.ts';
import type { Person } from '../rules.ts';
import { joinedPerson, toJoinedPerson, type JoinedPerson } from '../store.ts';
import type { EndReason } from './rules.ts';

type SessionRow = {
  id: string;
  stage: StoredSession['stage'];
  person_id: string | null;
  party_kind: Party['kind'] | null;
  party_id: string | null;
  device_id: string | null;
  started_at: number;
  used_at: number;
  idle_ms: number | null;
  stepped_up_at: number | null;
};

const columns = [
  'id',
  'stage',
  'person_id',
  'party_kind',
  'party_id',
  'device_id',
  'started_at',
  'used_at',
  'idle_ms',
  'stepped_up_at',
];

/** A session in use with whose it is: nobody's before a login. */
export type PersonalSession = Readonly<{ session: StoredSession; person: Person | null }>;

/**
 * The session of a hash that has not been ended, as `s`, with its person, as `p`: to be joined to whatever else decides who
 * acts, and read by `toPersonalSession`. One indexed statement; every request begins with it.
 */
export function sessionRow(db: Knex, hash: string): Knex.QueryBuilder {
  return db('sessions as s')
    .leftJoin('people as p', 'p.id', 's.person_id')
    .where('s.hash', hash)
    .whereNull('s.ended_at')
    .select([...columns.map((name) => `s.${name}`), ...joinedPerson]);
}

/** Opens such a row. */
export function toPersonalSession(ctx: Context, row: unknown): PersonalSession {
  return { session: fromRow(row as SessionRow), person: toJoinedPerson(ctx, row as JoinedPerson) };
}

/** Where the HTTP layer keeps its sessions: writes only when something changes. */
export function sessionStore(ctx: Context): SessionStore {
  return {
    async create(session, hash, client) {
      await ctx.db('sessions').insert({ ...toRow(ctx, session, hash, client), ended_at: null, end_reason: null });
    },
    async touch(id, usedAt) {
      await ctx.db('sessions').where({ id }).whereNull('ended_at').update({ used_at: usedAt });
    },
    async rotate(session, hash, client) {
      await ctx
        .db('sessions')
        .where({ id: session.id })
        .whereNull('ended_at')
        .update(toRow(ctx, session, hash, client));
    },
    async end(id, reason, at) {
      await endWhere(ctx, { id }, reason, at);
    },
  };
}

/**
 * Whose full session of this hash ran out by itself, and when it did (UTC ms), noticed or not until later; null for every
 * other hash, one that was ended on purpose included.
 */
export async function lapsedOwnerOf(ctx: Context, hash: string): Promise<{ personId: string; endedAt: number } | null> {
  const row = (await ctx
    .db('sessions')
    .where({ hash, stage: 'full' })
    .whereIn('end_reason', ['idle', 'term'])
    .first('person_id', 'started_at', 'used_at', 'idle_ms')) as
    Pick<SessionRow, 'person_id' | 'started_at' | 'used_at' | 'idle_ms'> | undefined;
  if (row === undefined || row.person_id === null) return null;
  const { sessionIdleMinutes, sessionMaxHours } = ctx.config.limits;
  const idle = Math.min(row.idle_ms ?? Infinity, sessionIdleMinutes * minute);
  return { personId: row.person_id, endedAt: Math.min(row.used_at + idle, row.started_at + sessionMaxHours * hour) };
}

/** One of the person's sessions in use, as the list of active sessions shows it. */
export type ActiveSession = Readonly<{ id: string; client: Client; startedAt: number; usedAt: number }>;

/** Sessions of a person that have neither ended nor run out, latest use first. */
export async function activeSessionsOf(ctx: Context, personId: string): Promise<ActiveSession[]> {
  const now = ctx.clock.now();
  const { sessionIdleMinutes, sessionMaxHours } = ctx.config.limits;
  const rows = (await ctx
    .db('sessions')
    .where({ person_id: personId, stage: 'full' })
    .whereNull('ended_at')
    .where('used_at', '>', now - sessionIdleMinutes * minute)
    .where('started_at', '>', now - sessionMaxHours * hour)
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .select('id', 'client_sealed', 'started_at', 'used_at', 'idle_ms')) as {
    id: string;
    client_sealed: string;
    started_at: number;
    used_at: number;
    idle_ms: number | null;
  }[];
  const open = rows.filter(({ used_at, idle_ms }) => idle_ms === null || used_at + idle_ms > now);
  return open.map((row) => ({
    id: row.id,
    client: ctx.cipher.openJson('sessions.client', row.id, row.client_sealed) as Client,
    startedAt: row.started_at,
    usedAt: row.used_at,
  }));
}

/** Ends one session of a person; false when it is not theirs or was over already. */
export async function endSessionOf(tx: Context, personId: string, id: string, reason: EndReason): Promise<boolean> {
  return (await endWhere(tx, { id, person_id: personId }, reason, tx.clock.now())) === 1;
}

/** Ends every session of a person but one (all when `keepId` is null); answers how many there were. */
export async function endSessionsOf(
  tx: Context,
  personId: string,
  keepId: string | null,
  reason: EndReason,
): Promise<number> {
  const others = tx.db('sessions').where({ person_id: personId }).whereNull('ended_at');
  if (keepId !== null) others.whereNot({ id: keepId });
  return others.update({ ended_at: tx.clock.now(), end_reason: reason });
}

async function endWhere(ctx: Context, which: object, reason: EndReason, at: number): Promise<number> {
  return ctx.db('sessions').where(which).whereNull('ended_at').update({ ended_at: at, end_reason: reason });
}

/** Marks what ran out unseen as ended, and deletes what ended before `before`. */
export async function sweepSessions(
  ctx: Context,
  { unusedSince, before }: Readonly<{ unusedSince: number; before: number }>,
): Promise<void> {
  await ctx
    .db('sessions')
    .whereNull('ended_at')
    .where('used_at', '<', unusedSince)
    .update({ ended_at: ctx.clock.now(), end_reason: 'idle' });
  await ctx.db('sessions').where('ended_at', '<', before).delete();
}

function toRow(ctx: Context, session: StoredSession, hash: string, client: Client) {
  return {
    id: session.id,
    hash,
    stage: session.stage,
    person_id: session.personId,
    party_kind: session.party?.kind ?? null,
    party_id: session.party?.id ?? null,
    device_id: session.deviceId,
    started_at: session.startedAt,
    used_at: session.usedAt,
    idle_ms: session.idleMs,
    stepped_up_at: session.steppedUpAt,
    client_sealed: ctx.cipher.seal('sessions.client', session.id, JSON.stringify(client)),
  };
}

function fromRow(row: SessionRow): StoredSession {
  return {
    id: row.id,
    stage: row.stage,
    personId: row.person_id,
    party: row.party_kind === null || row.party_id === null ? null : { kind: row.party_kind, id: row.party_id },
    deviceId: row.device_id,
    startedAt: row.started_at,
    usedAt: row.used_at,
    idleMs: row.idle_ms,
    steppedUpAt: row.stepped_up_at,
  };
}
