import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { findCaseForStaff, findOwnCase, stepsOf } from '../../src/features/cases/index.ts';
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
