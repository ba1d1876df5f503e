import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  activeSessionsOf,
  endSessionOf,
  endSessionsOf,
  personOfSession,
  sessionRow,
  sessionStore,
  toPersonalSession,
} from '../../src/features/accounts/index.ts';
import { hour, minute } from '../../src/platform/values/durations.ts';
import type { StoredSession } from '../../src/http/ports.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf } from '../support/cast.ts';

let site: TestApp;
let session: StoredSession;
const client = { address: '198.51.100.7', userAgent: 'Firefox' };

beforeEach(async () => {
  site = await startApp();
  const now = site.clock.now();
  const { id: personId } = await personOf(site, 'anna');
  session = {
    id: 's1',
    stage: 'full',
    personId,
    party: { kind: 'organisation', id: 'o' },
    deviceId: 'd',
    startedAt: now,
    usedAt: now,
    idleMs: 60_000,
    steppedUpAt: now,
  };
});
afterEach(() => site.close());

async function load(hash: string): Promise<StoredSession | null> {
  const row: unknown = await sessionRow(site.ctx.db, hash).first();
  return row === undefined ? null : toPersonalSession(site.ctx, row).session;
}

describe('a stored session', () => {
  test('comes back as it was, by its hash alone, in one statement', async () => {
    const store = sessionStore(site.ctx);
    await store.create(session, 'hash-1', client);
    const asked: string[] = [];
    site.ctx.db.on('query', ({ sql }: { sql: string }) => asked.push(sql));
    expect(await load('hash-1')).toEqual(session);
    expect(asked).toHaveLength(1);
    expect(await load('hash-2')).toBeNull();
    expect(JSON.stringify(await site.ctx.db('sessions'))).not.toContain(client.address);
  });

  test('answers to the new hash only once it is rotated', async () => {
    const store = sessionStore(site.ctx);
    await store.create({ ...session, stage: 'visitor', personId: null, party: null }, 'hash-1', client);
    await store.rotate(session, 'hash-2', client);
    expect([await load('hash-1'), await load('hash-2')]).toEqual([null, session]);
  });

  test('keeps its row after the end, for the reason', async () => {
    const store = sessionStore(site.ctx);
    await store.create(session, 'hash-1', client);
    await store.end('s1', 'idle', 7);
    await store.end('s1', 'logout', 8);
    await store.touch('s1', 9);
    await store.rotate(session, 'hash-9', client);
    expect([await load('hash-1'), await load('hash-9')]).toEqual([null, null]);
    expect(await site.ctx.db('sessions').where({ id: 's1' }).first('ended_at', 'end_reason')).toEqual({
      ended_at: 7,
      end_reason: 'idle',
    });
  });
});

test('the list holds what is in use: neither ended, nor idle, nor half-way, nor others’', async () => {
  const store = sessionStore(site.ctx);
  const now = site.clock.now();
  await store.create(session, 'h1', client);
  await store.create({ ...session, id: 's2', usedAt: now - 11 * minute }, 'h2', client);
  await store.create({ ...session, id: 's3', stage: 'partial' }, 'h3', client);
  await store.create({ ...session, id: 's4' }, 'h4', client);
  await store.end('s4', 'logout', now);
  const { id: vera } = await personOf(site, 'vera');
  await store.create({ ...session, id: 's5', personId: vera }, 'h5', client);
  expect(await activeSessionsOf(site.ctx, session.personId ?? '')).toEqual([
    { id: 's1', client, startedAt: now, usedAt: now },
  ]);
  expect(await endSessionOf(site.ctx, vera, 's1', 'revoked')).toBe(false);
  expect(await endSessionsOf(site.ctx, session.personId ?? '', 's1', 'revoked')).toBe(2);
  expect([await load('h1'), await load('h5')]).toEqual([session, expect.objectContaining({ id: 's5' })]);
});

test('a blocked person acts in no session', async () => {
  const personId = session.personId ?? '';
  expect(await personOfSession(site.ctx, { personId })).toMatchObject({ id: personId });
  await site.ctx.db('people').where({ id: personId }).update({ status: 'blocked' });
  expect(await personOfSession(site.ctx, { personId })).toBeNull();
  expect(await personOfSession(site.ctx, { personId: null })).toBeNull();
});

test('what ran out unseen is marked, and long ended rows go', async () => {
  const store = sessionStore(site.ctx);
  await store.create(session, 'h1', client);
  await site.worker.drain();
  site.clock.advance(13 * hour);
  await site.worker.drain();
  expect(await site.ctx.db('sessions').where({ id: 's1' }).first('end_reason')).toEqual({ end_reason: 'idle' });
  site.clock.advance(91 * 24 * hour);
  await site.worker.drain();
  expect(await site.ctx.db('sessions')).toEqual([]);
});
