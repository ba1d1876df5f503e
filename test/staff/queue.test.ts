import { describe, expect, test } from '@jest/globals';
import { cursorText, readNumber, readQueueQuery } from '../../src/features/staff/queue/query.ts';
import { leftText } from '../../src/features/staff/queue/rows.ts';
import { ringOf } from '../../src/features/staff/queue/view.ts';
import type { Case } from '../../src/features/cases/index.ts';
import { minute } from '../../src/platform/values/durations.ts';
import { makeNumber } from '../../src/platform/values/public-number.ts';

const zone = 'Europe/Moscow';
const at = (text: string) => Date.parse(`${text}+03:00`);
const now = at('2026-11-20T14:00');
const desk = { path: '/staff/x', tabs: [], titled: true, urgent: false } as const;
const record = { dueAt: now, stoppedAt: null, closedAt: null } as unknown as Case;

describe('the address of a queue', () => {
  test('is read with forgiveness', () => {
    expect(readQueueQuery({})).toEqual({ tab: 'all', after: null, words: '' });
    expect(readQueueQuery({ tab: 'mine', q: '  Смирнова \u200B ' })).toMatchObject({ tab: 'mine', words: 'Смирнова' });
    expect(readQueueQuery({ tab: 'waiting' }, ['all', 'mine'])).toMatchObject({ tab: 'all' });
    expect(readQueueQuery({ tab: ['mine'], after: { a: 1 }, q: ['x'] })).toEqual({
      tab: 'all',
      after: null,
      words: '',
    });
    expect(readQueueQuery({ q: 'я'.repeat(500) }).words).toHaveLength(100);
  });

  test('a cursor comes back as it went, and nothing else does', () => {
    const cursor = { paused: 1, at: now, id: '01932f00-0000-7000-8000-000000000000' } as const;
    expect(readQueueQuery({ after: cursorText(cursor) }).after).toEqual(cursor);
    for (const after of [
      '',
      '2.1.01932f00-0000-7000-8000-000000000000',
      '0.x.y',
      '0.1.------------------------------------',
    ]) {
      expect(readQueueQuery({ after }).after).toBeNull();
    }
  });

  test('a number is found whole, without dashes, and in its short form of this year', () => {
    const number = makeNumber('44', 2026, 123);
    for (const typed of [number, number.replaceAll('-', ''), ` № ${number} `, number.slice(8)]) {
      expect(readNumber(typed, '44', 2026)).toBe(number);
    }
    expect(readNumber('000123-0', '44', 2026)).toBeNull();
    expect(readNumber('Смирнова', '44', 2026)).toBeNull();
  });
});

describe('what is left of a term', () => {
  const left = (changes: Partial<Case>, urgent = false) =>
    leftText({ desk: { ...desk, urgent }, now, zone }, { ...record, ...changes });

  test('in working days', () => {
    expect(left({ dueAt: at('2026-11-24T23:59') })).toBe('2\u00A0дня');
    expect(left({ dueAt: at('2026-11-20T23:59') })).toEqual({ text: 'сегодня', strong: true });
    expect(left({ dueAt: at('2026-11-17T23:59') })).toEqual({ text: '−3\u00A0дня', strong: true, tone: 'bad' });
    expect(left({ stoppedAt: now })).toBe('стоит');
    expect(left({ closedAt: now })).toBe('—');
    expect(left({ dueAt: null })).toBe('—');
  });

  test('over a weekend nothing more is lost than the term itself', () => {
    const saturday = { desk, now: at('2026-11-21T10:00'), zone };
    expect(leftText(saturday, { ...record, dueAt: at('2026-11-20T23:59') })).toMatchObject({ tone: 'bad' });
  });

  test('in minutes and hours where the matter is urgent', () => {
    expect(left({ dueAt: now + 15 * minute }, true)).toBe('15 мин');
    expect(left({ dueAt: now + 20 * 60 * minute }, true)).toBe('20 ч');
    expect(left({ dueAt: now - 7 * minute }, true)).toEqual({ text: '−7 мин', strong: true, tone: 'bad' });
  });
});

test('counting stops at 99+', () => {
  expect([ringOf(0), ringOf(99), ringOf(100)]).toEqual(['0', '99', '99+']);
});
