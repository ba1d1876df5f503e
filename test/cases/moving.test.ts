import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  assignCase,
  findOwnCase,
  moveCase,
  stepsOf,
  type Case,
  type CaseMove,
} from '../../src/features/cases/index.ts';
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
beforeAll(async () => (engine = await startEngine()));
afterAll(() => engine.close());
beforeEach(() => void (engine.time.now = wednesday));

function move(who: Actor | null, record: Case, to: string, more: Partial<CaseMove> = {}): Promise<Case> {
  return engine.ctx.transaction((tx) =>
    moveCase(tx, who, { caseId: record.id, revision: record.revision, to, ...more }),
  );
}

const take = { assignee: { id: 'sergey', name: 'Лебедев С. А.' } };

describe('moving', () => {
  test('writes the status, one step, and a journal entry, together', async () => {
    const record = await application(engine.ctx);
    const taken = await move(sergey, record, 'in_progress', take);
    expect(taken).toMatchObject({
      status: 'in_progress',
      assigneeId: 'sergey',
      assigneeName: 'Лебедев С. А.',
      revision: 2,
    });
    expect(await findOwnCase(engine.ctx, anna, record.number)).toEqual(taken);
    const [, step] = await stepsOf(engine.ctx, record.id);
    expect(step).toMatchObject({
      from: 'submitted',
      to: 'in_progress',
      mover: 'official',
      actorName: 'Сергей Лебедев',
      at: wednesday,
    });
    const entry = await engine.ctx.db('audit_entries').where({ subject: record.number, act: 'case.moved' }).first();
    expect(entry).toMatchObject({ actor_id: 'sergey', person_id: 'anna' });
  });

  test('keeps the reason and its code with the step, encrypted', async () => {
    const taken = await move(sergey, await application(engine.ctx), 'in_progress', take);
    const reason = { code: 'ARC-G1', text: 'Такого фонда нет' };
    const refused = await move(sergey, taken, 'rejected', { reason });
    expect((await stepsOf(engine.ctx, refused.id)).at(-1)).toMatchObject({ to: 'rejected', reason });
    const stored = JSON.stringify(await engine.ctx.db('case_steps').where({ case_id: refused.id }));
    expect(stored).not.toContain('фонда');
    expect(refused).toMatchObject({ closedAt: wednesday, queueAt: null });
  });

  test('over a stale revision changes nothing', async () => {
    const record = await application(engine.ctx);
    await move(sergey, record, 'in_progress', take);
    await expect(move(sergey, record, 'in_progress', take)).rejects.toMatchObject({
      status: 409,
      code: 'HTTP-CONFLICT',
    });
    expect(await stepsOf(engine.ctx, record.id)).toHaveLength(2);
  });

  test('of two at the same moment, one wins', async () => {
    const record = await move(sergey, await application(engine.ctx), 'in_progress', take);
    const results = await Promise.allSettled([move(sergey, record, 'approved'), move(olga, record, 'rejected')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await stepsOf(engine.ctx, record.id)).filter(({ from }) => from === 'in_progress')).toHaveLength(1);
  });

  test('outside the table is refused in words', async () => {
    const record = await application(engine.ctx);
    await expect(move(sergey, record, 'approved')).rejects.toMatchObject({ status: 409, code: 'CASE-STEP' });
    await expect(move(anna, record, 'in_progress')).rejects.toMatchObject({ status: 409, code: 'CASE-STEP' });
    expect((await findOwnCase(engine.ctx, anna, record.number)).revision).toBe(1);
  });

  test('by a stranger, another department or an onlooker is not found', async () => {
    const record = await application(engine.ctx);
    for (const who of [vera, landOfficial, administrator]) {
      await expect(move(who, record, 'in_progress')).rejects.toMatchObject({ status: 404 });
    }
  });

  test('by a colleague who does not lead the case is refused; by the head it is not', async () => {
    const record = await move(sergey, await application(engine.ctx), 'in_progress', take);
    const colleague = { ...sergey, personId: 'ivan' };
    await expect(move(colleague, record, 'approved')).rejects.toMatchObject({ status: 403, code: 'CASE-ASSIGNEE' });
    expect(await move(olga, record, 'approved')).toMatchObject({ status: 'approved' });
  });

  test('an official never decides their own application', async () => {
    const own = { party: sergey.party, applicant: { id: 'sergey', name: 'Лебедев С. А.', surname: 'Лебедев' } };
    const record = await application(engine.ctx, own);
    await expect(move(sergey, record, 'in_progress', take)).rejects.toMatchObject({ status: 409 });
    const taken = await move(olga, record, 'in_progress', { assignee: { id: 'olga', name: 'Морозова О.' } });
    await expect(move(sergey, taken, 'approved')).rejects.toMatchObject({ status: 409 });
  });

  test('with read-only rights is refused', async () => {
    const record = await application(engine.ctx);
    await expect(move({ ...anna, rights: 'read' }, record, 'withdrawn')).rejects.toMatchObject({ status: 403 });
    expect(await move(anna, record, 'withdrawn')).toMatchObject({ status: 'withdrawn', closedAt: wednesday });
  });
});

describe('handing over', () => {
  const toOlga = { assignee: { id: 'olga', name: 'Морозова О.' } };
  const assign = (who: Actor, record: Case, revision = record.revision) =>
    engine.ctx.transaction((tx) => assignCase(tx, who, { caseId: record.id, revision, ...toOlga }));

  test('a head takes a case from its assignee; the applicant’s history does not show it', async () => {
    const record = await move(sergey, await application(engine.ctx), 'in_progress', take);
    expect(await assign(olga, record)).toMatchObject({ assigneeId: 'olga', status: 'in_progress', revision: 3 });
    expect(await stepsOf(engine.ctx, record.id)).toHaveLength(2);
    expect((await stepsOf(engine.ctx, record.id, { all: true })).at(-1)).toMatchObject({
      from: 'in_progress',
      to: 'in_progress',
      public: false,
    });
  });

  test('nobody else does, nor over a stale revision, nor once it is closed', async () => {
    const record = await move(sergey, await application(engine.ctx), 'in_progress', take);
    await expect(assign({ ...sergey, personId: 'ivan' }, record)).rejects.toMatchObject({ status: 403 });
    await expect(assign(landOfficial, record)).rejects.toMatchObject({ status: 404 });
    await expect(assign(anna, record)).rejects.toMatchObject({ status: 404 });
    await expect(assign(olga, record, 1)).rejects.toMatchObject({ status: 409 });
    const closed = await move(sergey, record, 'approved');
    await expect(assign(olga, closed)).rejects.toMatchObject({ status: 409 });
  });
});
