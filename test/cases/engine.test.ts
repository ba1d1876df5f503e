import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import {
  assignCase,
  findCaseForStaff,
  findOwnCase,
  moveCase,
  stepsOf,
  type Case,
  type CaseMove,
} from '../../src/features/cases/index.ts';
import { archiveFinished } from '../../src/features/cases/archive/actions.ts';
import { day } from '../../src/platform/values/durations.ts';
import type { Actor } from '../../src/platform/values/actor.ts';
import { checkNumber } from '../../src/platform/values/public-number.ts';
import { formatDateTime } from '../../src/platform/values/time.ts';
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

describe('opening', () => {
  test('gives each case its own number: region, year, sequence, check digit', async () => {
    const [first, second] = [await application(engine.ctx), await application(engine.ctx)];
    expect(checkNumber(first.number)).toEqual({ ok: true, value: first.number });
    expect(first.number).toMatch(/^44-2026-\d{6}-\d$/);
    expect(Number(second.number.slice(8, 14))).toBe(Number(first.number.slice(8, 14)) + 1);
  });

  test('begins again with every year of the deployment’s zone', async () => {
    engine.time.now = Date.parse('2027-12-31T21:30:00Z');
    expect((await application(engine.ctx)).number).toMatch(/^44-2028-000001-\d$/);
  });

  test('uses no number up when the whole is rolled back', async () => {
    const before = await application(engine.ctx);
    const failed = engine.ctx.transaction(async (tx) => {
      await application(tx);
      throw new Error('elsewhere');
    });
    await expect(failed).rejects.toThrow('elsewhere');
    const after = await application(engine.ctx);
    expect(Number(after.number.slice(8, 14))).toBe(Number(before.number.slice(8, 14)) + 1);
  });

  test('stores what queues need in plain and names under encryption', async () => {
    const { id } = await application(engine.ctx);
    const row = (await engine.ctx.db('cases').where({ id }).first()) as Record<string, unknown>;
    expect(row).toMatchObject({
      kind: 'application',
      status: 'submitted',
      department: 'archive',
      paused: 0,
      revision: 1,
    });
    expect(JSON.stringify(row)).not.toContain('Смирнова');
    expect(formatDateTime(row['due_at'] as number, 'Europe/Moscow')).toBe('02.12.2026 23:59');
    expect(row['queue_at']).toBe(row['due_at']);
  });

  test('is the first step, and stands in the journal', async () => {
    const record = await application(engine.ctx);
    expect(await stepsOf(engine.ctx, record.id)).toMatchObject([
      {
        from: 'draft',
        to: 'submitted',
        mover: 'applicant',
        actorId: 'anna',
        actorName: 'Анна Сергеевна Смирнова',
        reason: null,
      },
    ]);
    const entries = await engine.ctx.db('audit_entries').where({ subject: record.number });
    expect(entries).toMatchObject([{ act: 'case.opened', person_id: 'anna', actor_id: 'anna', result: 'done' }]);
  });
});

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

describe('who sees a case', () => {
  test('its owner, its department, and the administrator', async () => {
    const { number } = await application(engine.ctx);
    expect((await findOwnCase(engine.ctx, anna, number)).number).toBe(number);
    for (const who of [sergey, olga, administrator]) {
      expect((await findCaseForStaff(engine.ctx, who, 'application', number)).number).toBe(number);
    }
  });

  test('nobody else: another’s is like a missing one', async () => {
    const { number } = await application(engine.ctx);
    await expect(findOwnCase(engine.ctx, vera, number)).rejects.toMatchObject({ status: 404 });
    await expect(
      findOwnCase(engine.ctx, { ...anna, party: { kind: 'organisation', id: 'firm' } }, number),
    ).rejects.toMatchObject({ status: 404 });
    await expect(findCaseForStaff(engine.ctx, landOfficial, 'application', number)).rejects.toMatchObject({
      status: 404,
    });
    await expect(findCaseForStaff(engine.ctx, sergey, 'confirmation', number)).rejects.toMatchObject({ status: 404 });
    await expect(findCaseForStaff(engine.ctx, sergey, 'application', '44-2026-999999-9')).rejects.toMatchObject({
      status: 404,
    });
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

test('steps are only ever added: no code changes or removes one', async () => {
  const files = await readdir('src', { recursive: true });
  const using: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const source = await readFile(`src/${file}`, 'utf8');
    if (!source.includes("'case_steps'")) continue;
    using.push(file);
    for (const [statement] of source.matchAll(/'case_steps'\)[^;]*/g)) {
      expect(statement).not.toMatch(/\.(?:update|delete|del|truncate|increment|decrement|merge)\(/);
    }
  }
  expect(using).toEqual(['features/cases/store.ts']);
});
