import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  countQueue,
  findBySurname,
  listOwnCases,
  listQueue,
  moveCase,
  nextInQueue,
  type Case,
  type OwnCursor,
  type QueueCursor,
  type QueueTab,
} from '../../src/features/cases/index.ts';
import { day } from '../../src/platform/values/durations.ts';
import { isPostgres } from '../../src/platform/db/database.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import {
  administrator,
  anna,
  application,
  landOfficial,
  olga,
  sergey,
  startEngine,
  vera,
  wednesday,
  type Engine,
} from './engine.ts';

let engine: Engine;
const made: Record<'late' | 'soon' | 'mine' | 'waiting' | 'answered' | 'done' | 'land', Case> = {} as never;

const take = { assignee: { id: 'sergey', name: 'Лебедев С. А.' } };

async function move(who: Actor, record: Case, to: string, more: object = {}): Promise<Case> {
  return engine.ctx.transaction((tx) =>
    moveCase(tx, who, { caseId: record.id, revision: record.revision, to, ...more }),
  );
}

const due = (days: number) => ({ dueAt: wednesday + days * day });
const found = async (who: Actor, surname: string) =>
  (await findBySurname(engine.ctx, who, 'application', surname, 5)).map(({ id }) => id);
/**
 * How the database reads. PostgreSQL would sort the few rows of a test rather than read them in order, so it may do neither here; which of the
 * indexes that give the order it takes is its own affair.
 */
async function plan(sql: string): Promise<string> {
  const { db } = engine.ctx;
  if (!isPostgres(db)) return JSON.stringify(await db.raw(`explain query plan ${sql}`));
  return db.transaction(async (trx) => {
    for (const way of ['seqscan', 'bitmapscan', 'sort', 'incremental_sort'])
      await trx.raw(`set local enable_${way} = off`);
    return JSON.stringify(await trx.raw(`explain ${sql}`));
  });
}

const list = async (filter: object) =>
  (await listOwnCases(engine.ctx, anna, filter, { size: 20 })).items.map(({ id }) => id);

beforeAll(async () => {
  engine = await startEngine();
  const { ctx } = engine;
  made.soon = await application(ctx, {
    ...due(3),
    applicant: { id: 'vera', name: 'Кузнецова В. И.', surname: 'Ёлкина' },
  });
  made.late = await application(ctx, due(-1));
  made.mine = await move(sergey, await application(ctx, due(2)), 'in_progress', take);
  made.waiting = await move(
    sergey,
    await move(sergey, await application(ctx, due(1)), 'in_progress', take),
    'documents_required',
    {
      answerDueAt: wednesday + 9 * day,
    },
  );
  made.done = await move(sergey, await move(sergey, await application(ctx), 'in_progress', take), 'approved');
  made.land = await application(ctx, { ...due(-5), department: 'land' });
});
afterAll(() => engine.close());

async function numbers(who: Actor, tab: QueueTab, size = 20): Promise<string[]> {
  const { items } = await listQueue(engine.ctx, who, 'application', { tab, size });
  return items.map(({ id }) => Object.entries(made).find(([, record]) => record.id === id)?.[0] ?? '?');
}

describe('the queue of a department', () => {
  test('has overdue cases first, then by the end of the term; those that stand still last', async () => {
    expect(await numbers(sergey, 'all')).toEqual(['late', 'mine', 'soon', 'waiting']);
  });

  test('is narrowed by tabs', async () => {
    expect(await numbers(sergey, 'mine')).toEqual(['mine', 'waiting']);
    expect(await numbers(olga, 'mine')).toEqual([]);
    expect(await numbers(sergey, 'overdue')).toEqual(['late']);
    expect(await numbers(sergey, 'unassigned')).toEqual(['late', 'soon']);
    expect(await numbers(sergey, 'waiting')).toEqual(['waiting']);
    expect(await numbers(sergey, 'closed')).toEqual(['done']);
  });

  test('belongs to the department alone; whoever serves all of them sees all, a citizen nothing', async () => {
    expect(await numbers(landOfficial, 'all')).toEqual(['land']);
    expect(await numbers({ ...sergey, department: null }, 'all')).toEqual(['land', 'late', 'mine', 'soon', 'waiting']);
    expect(await numbers(administrator, 'all')).toEqual(['land', 'late', 'mine', 'soon', 'waiting']);
    expect(await numbers(anna, 'all')).toEqual([]);
  });

  test('is counted per tab in one go', async () => {
    expect(await countQueue(engine.ctx, sergey, 'application')).toEqual({
      all: 4,
      mine: 2,
      overdue: 1,
      unassigned: 2,
      waiting: 1,
    });
    expect(await countQueue(engine.ctx, anna, 'application')).toEqual({
      all: 0,
      mine: 0,
      overdue: 0,
      unassigned: 0,
      waiting: 0,
    });
  });

  test('is paged by key without gaps or repetitions', async () => {
    const seen: string[] = [];
    let after: QueueCursor | undefined;
    do {
      const page = await listQueue(engine.ctx, sergey, 'application', { tab: 'all', size: 1, ...(after && { after }) });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual([made.late.id, made.mine.id, made.soon.id, made.waiting.id]);
  });

  test('gives as next the most urgent case that nobody leads, never the official’s own', async () => {
    expect((await nextInQueue(engine.ctx, sergey, 'application'))?.id).toBe(made.late.id);
    expect((await nextInQueue(engine.ctx, { ...sergey, personId: 'anna' }, 'application'))?.id).toBe(made.soon.id);
    expect(await nextInQueue(engine.ctx, administrator, 'application')).toBeNull();
    expect(await nextInQueue(engine.ctx, vera, 'application')).toBeNull();
  });

  test('is searched by exact surname inside the department, ё as е', async () => {
    expect(await found(sergey, 'елкина')).toEqual([made.soon.id]);
    expect(await found(sergey, 'Елк')).toEqual([]);
    expect(await found(landOfficial, 'Ёлкина')).toEqual([]);
  });

  test('reads an index for every tab', async () => {
    const scope = "kind = 'application' and department = 'archive' and queue_at is not null";
    const all = await plan(`select * from cases where ${scope} order by paused, queue_at, id`);
    expect(all).toMatch(/USING INDEX cases_queue |Index Scan using cases_/);
    expect(all).not.toMatch(/TEMP B-TREE|Sort/);
    const led = await plan(`select * from cases where ${scope} and assignee_id = 'x' order by paused, queue_at, id`);
    expect(led).toMatch(/USING INDEX cases_queue_assignee |Index Scan using cases_/);
    expect(led).not.toMatch(/TEMP B-TREE|Sort/);
  });
});

describe('own cases', () => {
  test('are filtered by status, number and dates, newest first, and paged by key', async () => {
    expect(await list({ statuses: ['approved'] })).toEqual([made.done.id]);
    expect(await list({ number: made.mine.number })).toEqual([made.mine.id]);
    expect(await list({ from: wednesday + 1 })).toEqual([]);
    expect(await list({ kinds: ['confirmation'] })).toEqual([]);
    const all = await list({});
    expect(all).toHaveLength(6);
    expect(await list({ order: 'oldest', to: wednesday })).toEqual(all.toReversed());

    const seen: string[] = [];
    let after: OwnCursor | undefined;
    do {
      const page = await listOwnCases(engine.ctx, anna, {}, { size: 4, ...(after && { after }) });
      seen.push(...page.items.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect(seen).toEqual(all);
  });

  test('belong to the party alone', async () => {
    expect((await listOwnCases(engine.ctx, vera, {}, { size: 20 })).items).toEqual([]);
    expect(
      (await listOwnCases(engine.ctx, { ...anna, party: { kind: 'organisation', id: 'anna' } }, {}, { size: 20 }))
        .items,
    ).toEqual([]);
  });
});
