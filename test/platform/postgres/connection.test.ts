import { readdir } from 'node:fs/promises';
import path from 'node:path';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Unavailable } from '../../../src/errors.ts';
import { openDatabase } from '../../../src/platform/db/database.ts';
import { migrate } from '../../../src/platform/db/migrations.ts';
import { checkPostgres, DatabaseUnusable, readNumber } from '../../../src/platform/db/postgres.ts';
import { createLog } from '../../../src/platform/log.ts';
import { claimNext } from '../../../src/platform/outbox.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { allowConnections, emptyPostgres } from '../../support/postgres.ts';

let run: TestApp;
beforeEach(async () => {
  run = await startApp();
});
afterEach(() => run.close());

const url = () => run.ctx.config.database.url ?? '';
const jobs = () => run.ctx.db('scheduled_jobs');
const job = (name: string, next = 0) => ({ name, next_at: next });

describe('every connection', () => {
  test.each([
    ['synchronous_commit', 'on'],
    ['lock_timeout', '5s'],
    ['statement_timeout', '30s'],
    ['idle_in_transaction_session_timeout', '1min'],
  ])('has %s = %s', async (name, value) => {
    const { rows } = (await run.ctx.db.raw(`show ${name}`)) as { rows: Record<string, string>[] };
    expect(rows).toEqual([{ [name]: value }]);
  });

  test('gives no number that it cannot hold', () => {
    expect(readNumber('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(readNumber('0.5')).toBe(0.5);
    expect(() => readNumber('9007199254740993')).toThrow(RangeError);
  });
});

describe('a database is refused at the start', () => {
  test.each([
    ['that is not there', (good: URL) => void (good.pathname = '/kabinet_nowhere'), /kabinet_nowhere/],
    ['of a server that is not there', (good: URL) => void (good.port = '1'), /ECONNREFUSED/],
  ])('%s, in words without the password', async (_what, spoil, words) => {
    const bad = new URL(url());
    bad.password = 'geheim';
    spoil(bad);
    const refusal: unknown = await checkPostgres(bad.href).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DatabaseUnusable);
    expect(String(refusal)).toMatch(words);
    expect(String(refusal)).not.toContain('geheim');
  });
});

test('of several processes that migrate together one does, and the others find it done', async () => {
  const database = await emptyPostgres();
  const settings = { dataDir: '', database: { url: database.url, poolSize: 2 } };
  const connections = Array.from({ length: 4 }, () => openDatabase(settings, createLog('silent')));
  const done = await Promise.all(connections.map(migrate));
  const files = await readdir(path.join(import.meta.dirname, '../../../migrations'));
  expect(done.map(({ length }) => length).sort((one, other) => one - other)).toEqual([0, 0, 0, files.length]);
  await Promise.all(connections.map((db) => db.destroy()));
  await database.drop();
});

describe('transactions', () => {
  /** Lets everybody go on when so many have come; later comers pass. */
  function meeting(size: number) {
    const { promise, resolve } = Promise.withResolvers<void>();
    let come = 0;
    return () => {
      come += 1;
      if (come === size) resolve();
      return promise;
    };
  }

  test('that each take the last place beside the other do not both get it', async () => {
    const met = meeting(2);
    const take = (name: string) =>
      run.ctx.transaction(async (tx) => {
        const [{ count } = { count: 0 }] = (await tx
          .db('scheduled_jobs')
          .where('name', 'like', 'place.%')
          .count({ count: '*' })) as {
          count: number;
        }[];
        await met();
        if (count > 0) return 'full';
        await tx.db('scheduled_jobs').insert(job(name));
        return 'taken';
      });
    expect((await Promise.all([take('place.a'), take('place.b')])).sort()).toEqual(['full', 'taken']);
    expect(await jobs().where('name', 'like', 'place.%')).toHaveLength(1);
  });

  test('that lock each other out are both done in the end', async () => {
    await jobs().insert([job('lock.a'), job('lock.b')]);
    const met = meeting(2);
    const touch = (...names: string[]) =>
      run.ctx.transaction(async (tx) => {
        for (const name of names) {
          await tx.db('scheduled_jobs').where({ name }).increment('next_at', 1);
          await met();
        }
      });
    await Promise.all([touch('lock.a', 'lock.b'), touch('lock.b', 'lock.a')]);
    expect(await jobs().where('name', 'like', 'lock.%').orderBy('name')).toEqual([job('lock.a', 2), job('lock.b', 2)]);
  });

  test('that all want the same row get it one after another, however many they are', async () => {
    await jobs().insert(job('counter'));
    const add = () =>
      run.ctx.transaction(async (tx) => {
        const row = (await tx.db('scheduled_jobs').where({ name: 'counter' }).first()) as { next_at: number };
        await tx
          .db('scheduled_jobs')
          .where({ name: 'counter' })
          .update({ next_at: row.next_at + 1 });
      });
    await Promise.all(Array.from({ length: 100 }, add));
    expect(await jobs().where({ name: 'counter' })).toEqual([job('counter', 100)]);
  });

  test('that can never be done are given up, and leave nothing behind', async () => {
    const never = run.ctx.transaction(async (tx) => {
      await tx.db('scheduled_jobs').insert(job('never'));
      await tx.db.raw("do $$ begin raise exception 'no' using errcode = '40001'; end $$");
    });
    await expect(never).rejects.toThrow(Unavailable);
    expect(await jobs().where({ name: 'never' })).toEqual([]);
    await run.ctx.transaction((tx) => tx.db('scheduled_jobs').insert(job('after')));
    expect(await jobs().where({ name: 'after' })).toHaveLength(1);
  });
});

test('events are claimed by many at the same moment without one being given twice or passed over', async () => {
  for (let n = 0; n < 30; n += 1) await run.ctx.outbox.publish({ kind: 'test.claim', payload: { n } });
  const claimed = await Promise.all(Array.from({ length: 40 }, () => claimNext(run.ctx)));
  const given = claimed.flatMap((event) => (event === undefined ? [] : [(event.payload as { n: number }).n]));
  expect(given.sort((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

test('while the server lets nobody in the portal says so, and goes on as soon as it does', async () => {
  await request(run.app).get('/readyz').expect(200);
  await allowConnections(url(), false);
  await request(run.app).get('/readyz').expect(503);
  const page = await request(run.app).get('/services').set('Cookie', 'kabinet=AAAAAAAAAAAAAAAAAAAAAA');
  expect(page.status).toBe(503);
  expect(page.text).toContain('Сервис занят');
  await expect(run.ctx.transaction((tx) => tx.audit.record({ act: 'test' }))).rejects.toThrow(Unavailable);
  await allowConnections(url(), true);
  await request(run.app).get('/readyz').expect(200);
  await run.ctx.transaction((tx) => tx.audit.record({ act: 'test' }));
});
