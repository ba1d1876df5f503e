import { describe, expect, test } from '@jest/globals';
import { answerDateLimits, deadlineGroup, groupBorders } from '../../src/features/cases/index.ts';
import { queueAtOf } from '../../src/features/cases/queue/rules.ts';
import { resumeClock, startClock, stopClock, workingDaysLeft } from '../../src/features/cases/term/rules.ts';
import { formatDateTime } from '../../src/platform/values/time.ts';

const zone = 'Europe/Moscow';
const at = (text: string) => Date.parse(`${text}+03:00`);
const day = (ms: number | null) => (ms === null ? null : formatDateTime(ms, zone));
const working = { amount: 10, unit: 'working-days', pausable: true } as const;

describe('the term of a case', () => {
  test('runs from the day after submission and ends with its last working day', () => {
    const clock = startClock(at('2026-11-02T15:00'), zone, { term: working });
    // 4 November is a holiday.
    expect(day(clock.dueAt)).toBe('17.11.2026 23:59');
    expect(clock).toMatchObject({ termUnit: 'working-days', pausable: true, stoppedAt: null });
  });

  test('may be given outright, or not at all', () => {
    expect(startClock(at('2026-11-02T15:00'), zone, { dueAt: 5 })).toMatchObject({ dueAt: 5, pausable: false });
    expect(startClock(at('2026-11-02T15:00'), zone, {})).toMatchObject({ dueAt: null, termUnit: null });
  });

  test('stands still only where the definition allows it, and once', () => {
    const clock = startClock(at('2026-11-02T15:00'), zone, { term: working });
    expect(stopClock({ ...clock, pausable: false }, at('2026-11-05T10:00')).stoppedAt).toBeNull();
    const stopped = stopClock(clock, at('2026-11-05T10:00'));
    expect(stopped.stoppedAt).toBe(at('2026-11-05T10:00'));
    expect(stopClock(stopped, at('2026-11-06T10:00'))).toBe(stopped);
  });

  test('is extended by the working days it stood still, over holidays and weekends', () => {
    const stopped = {
      ...startClock(at('2026-11-02T15:00'), zone, { term: working }),
      stoppedAt: at('2026-11-03T10:00'),
    };
    // Thursday 5, Friday 6, Monday 9: three working days; the 4th and the weekend do not count.
    expect(day(resumeClock(stopped, at('2026-11-09T18:00'), zone).dueAt)).toBe('20.11.2026 23:59');
    // Over a weekend alone nothing is added.
    const friday = { ...stopped, stoppedAt: at('2026-11-06T10:00') };
    expect(day(resumeClock(friday, at('2026-11-08T18:00'), zone).dueAt)).toBe('17.11.2026 23:59');
  });

  test('in calendar days is extended by calendar days, never to a day off', () => {
    const term = { amount: 20, unit: 'calendar-days', pausable: true } as const;
    const clock = startClock(at('2026-11-02T15:00'), zone, { term });
    expect(day(clock.dueAt)).toBe('23.11.2026 23:59');
    const stopped = stopClock(clock, at('2026-11-05T10:00'));
    expect(day(resumeClock(stopped, at('2026-11-10T09:00'), zone).dueAt)).toBe('30.11.2026 23:59');
    expect(day(resumeClock(stopped, at('2026-11-07T09:00'), zone).dueAt)).toBe('25.11.2026 23:59');
  });

  test('does not move when it goes on the same day, or never stood still', () => {
    const clock = startClock(at('2026-11-02T15:00'), zone, { term: working });
    expect(resumeClock(clock, at('2026-11-09T18:00'), zone)).toBe(clock);
    const stopped = stopClock(clock, at('2026-11-05T10:00'));
    expect(resumeClock(stopped, at('2026-11-05T23:00'), zone)).toMatchObject({ dueAt: clock.dueAt, stoppedAt: null });
  });

  test('what is left is counted in working days', () => {
    const due = startClock(at('2026-11-02T15:00'), zone, { term: working }).dueAt ?? 0;
    expect(workingDaysLeft(at('2026-11-13T12:00'), due, zone)).toBe(2);
    expect(workingDaysLeft(at('2026-11-17T12:00'), due, zone)).toBe(0);
    expect(workingDaysLeft(at('2026-11-20T12:00'), due, zone)).toBe(-3);
  });
});

describe('the place in the queue', () => {
  const place = { dueAt: 50, stoppedAt: null, submittedAt: 10, answerDueAt: null, closedAt: null };

  test('is the end of the term, or of the answer while it stands still; none once closed', () => {
    expect(queueAtOf(place)).toBe(50);
    expect(queueAtOf({ ...place, answerDueAt: 70 })).toBe(50);
    expect(queueAtOf({ ...place, stoppedAt: 30, answerDueAt: 70 })).toBe(70);
    expect(queueAtOf({ ...place, dueAt: null })).toBe(10);
    expect(queueAtOf({ ...place, closedAt: 60 })).toBeNull();
  });

  test('groups by deadline: overdue, today, the coming working week, later, standing still', () => {
    const borders = groupBorders(at('2026-11-20T14:00'), zone);
    const group = (text: string, stoppedAt: number | null = null) =>
      deadlineGroup({ queueAt: at(text), stoppedAt }, borders);
    expect(group('2026-11-20T13:59')).toBe('overdue');
    expect(group('2026-11-20T23:59')).toBe('today');
    expect(group('2026-11-21T00:00')).toBe('soon');
    expect(borders.soonDate).toBe('2026-11-27');
    expect(group('2026-11-27T23:59')).toBe('soon');
    expect(group('2026-11-28T00:00')).toBe('later');
    expect(group('2026-11-01T00:00', 1)).toBe('paused');
  });
});

describe('the day of an answer', () => {
  const now = at('2026-11-10T12:00');
  const limits = (dueAt: number | null, pausable = false) => answerDateLimits({ dueAt, pausable }, now, zone);

  test('lies within sixty days, and within a term that does not stand still', () => {
    const open = { first: '2026-11-11', last: '2027-01-09', tooLate: false };
    expect(limits(null)).toEqual({ ...open, termEnds: null });
    expect(limits(at('2026-11-20T23:59'), true)).toEqual({ ...open, termEnds: null });
    expect(limits(at('2026-11-20T23:59'))).toEqual({ ...open, last: '2026-11-20', termEnds: '2026-11-20' });
    expect(limits(at('2027-03-01T23:59'))).toEqual({ ...open, termEnds: '2027-03-01' });
  });

  test('is open again where no day of the term is left', () => {
    for (const date of ['2026-11-10', '2026-10-01'] as const)
      expect(limits(at(`${date}T23:59`))).toEqual({
        first: '2026-11-11',
        last: '2027-01-09',
        termEnds: date,
        tooLate: true,
      });
    expect(limits(at('2026-11-11T23:59'))).toMatchObject({ last: '2026-11-11', tooLate: false });
  });
});
