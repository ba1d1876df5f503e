import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findOwnCase, moveCase, stepsOf, type Case, type CaseMove } from '../../src/features/cases/index.ts';
import { archiveFinished } from '../../src/features/cases/archive/actions.ts';
import { day } from '../../src/platform/values/durations.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { formatDateTime } from '../../src/platform/values/time.ts';
import { anna, application, sergey, startEngine, wednesday, type Engine } from './engine.ts';

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

describe('the clock', () => {
  const answerDueAt = Date.parse('2026-11-27T20:59:59.999Z');

  async function asked(pausable: boolean): Promise<Case> {
    const term = { amount: 10, unit: 'working-days', pausable } as const;
    const taken = await move(sergey, await application(engine.ctx, { term }), 'in_progress', take);
    return move(sergey, taken, 'documents_required', { answerDueAt, reason: { text: 'Пришлите копию' } });
  }

  test('stops while documents are awaited and goes on with the answer', async () => {
    const waiting = await asked(true);
    expect(waiting).toMatchObject({ stoppedAt: wednesday, answerDueAt, queueAt: answerDueAt });
    engine.time.now = Date.parse('2026-11-24T08:00:00Z');
    const answered = await move(anna, waiting, 'documents_received');
    expect(answered).toMatchObject({ stoppedAt: null, answerDueAt: null });
    // Thursday, Friday, Monday and Tuesday are added to 2 December.
    expect(formatDateTime(answered.dueAt ?? 0, 'Europe/Moscow')).toBe('08.12.2026 23:59');
    expect(answered.queueAt).toBe(answered.dueAt);
  });

  test('runs on where the definition does not let it stop', async () => {
    const waiting = await asked(false);
    expect(waiting).toMatchObject({ stoppedAt: null, answerDueAt, queueAt: waiting.dueAt });
    engine.time.now = Date.parse('2026-11-24T08:00:00Z');
    expect((await move(anna, waiting, 'documents_received')).dueAt).toBe(waiting.dueAt);
  });

  test('an answer that never came allows a refusal once its term has passed', async () => {
    const waiting = await asked(true);
    await expect(move(sergey, waiting, 'rejected')).rejects.toMatchObject({ status: 409, code: 'CASE-STEP' });
    engine.time.now = answerDueAt + 1;
    expect(await move(sergey, waiting, 'rejected')).toMatchObject({ status: 'rejected', stoppedAt: null });
  });
});

test('an accepted appeal reopens a refusal with another term and without its official', async () => {
  const taken = await move(sergey, await application(engine.ctx), 'in_progress', take);
  const refused = await move(sergey, taken, 'rejected');
  await expect(move(null, refused, 'in_progress')).rejects.toMatchObject({ code: 'CASE-STEP' });
  const reopened = await move(null, refused, 'in_progress', { appeal: { dueAt: wednesday + 5 * day } });
  expect(reopened).toMatchObject({
    status: 'in_progress',
    assigneeId: null,
    closedAt: null,
    dueAt: wednesday + 5 * day,
  });
});

test('finished cases go to the archive by themselves, each after its own time', async () => {
  const approved = await move(
    sergey,
    await move(sergey, await application(engine.ctx), 'in_progress', take),
    'approved',
  );
  const refused = await move(
    sergey,
    await move(sergey, await application(engine.ctx), 'in_progress', take),
    'rejected',
  );
  const status = async (record: Case) => (await findOwnCase(engine.ctx, anna, record.number)).status;
  engine.time.now = wednesday + 30 * day;
  await archiveFinished(engine.ctx);
  expect([await status(approved), await status(refused)]).toEqual(['approved', 'rejected']);
  engine.time.now += 1;
  await archiveFinished(engine.ctx);
  expect([await status(approved), await status(refused)]).toEqual(['archived', 'rejected']);
  expect((await stepsOf(engine.ctx, approved.id)).at(-1)).toMatchObject({
    to: 'archived',
    mover: 'system',
    actorId: null,
    actorName: 'Портал',
  });
  engine.time.now = wednesday + 91 * day;
  await archiveFinished(engine.ctx);
  expect(await status(refused)).toBe('archived');
});
