import { describe, expect, test } from '@jest/globals';
import {
  applicationKind,
  confirmationKind,
  type ApplicationStatus,
  type CaseKind,
  type Mover,
} from '../../src/features/cases/index.ts';
import { isOfficialOf, mayLead, mayMove, moverOf, nextMoves, stagesOf } from '../../src/features/cases/rules.ts';
import type { Actor } from '../../src/platform/values/actor.ts';

const now = 1_000_000;
const facts = { now, answerDueAt: null };
const movers: Mover[] = ['applicant', 'official', 'system'];

/** The settled table, written out a second time: who may take an application from where to where. */
const settled: Record<ApplicationStatus, Partial<Record<ApplicationStatus, Mover[]>>> = {
  draft: { submitted: ['applicant'] },
  submitted: { in_progress: ['official'], withdrawn: ['applicant'] },
  in_progress: {
    checking: ['official'],
    documents_required: ['official'],
    approved: ['official'],
    rejected: ['official'],
    withdrawn: ['applicant'],
  },
  checking: {
    documents_required: ['official'],
    approved: ['official'],
    rejected: ['official'],
    withdrawn: ['applicant'],
  },
  documents_required: { documents_received: ['applicant'], withdrawn: ['applicant'] },
  documents_received: { in_progress: ['official', 'system'], withdrawn: ['applicant'] },
  approved: { ready: ['official', 'system'], archived: ['official', 'system'] },
  ready: { archived: ['official', 'system'] },
  rejected: { archived: ['official', 'system'] },
  withdrawn: { archived: ['official', 'system'] },
  archived: {},
};
const statuses = Object.keys(settled) as ApplicationStatus[];

function allowed(kind: CaseKind, from: string, to: string, more: object = {}): Mover[] {
  return movers.filter((mover) => mayMove(kind, from, to, mover, { ...facts, ...more }));
}

const refuse = (answerDueAt: number | null) =>
  allowed(applicationKind, 'documents_required', 'rejected', { answerDueAt });
const bar = (status: string) => stagesOf(applicationKind, status).map(({ title, state }) => `${state}: ${title}`);

describe('applications', () => {
  const every = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

  test.each(every)('%s → %s is as settled', (from, to) => {
    expect(allowed(applicationKind, from, to)).toEqual(settled[from][to] ?? []);
  });

  test('a request for documents may end in a refusal only once its term has passed', () => {
    expect(refuse(now - 1)).toEqual(['official', 'system']);
    expect(refuse(now)).toEqual([]);
    expect(refuse(null)).toEqual([]);
  });

  test('a refusal is reopened only by an accepted appeal, and by nobody by hand', () => {
    expect(allowed(applicationKind, 'rejected', 'in_progress')).toEqual([]);
    expect(allowed(applicationKind, 'rejected', 'in_progress', { appealAccepted: true })).toEqual(['system']);
  });

  test('an unknown status leads nowhere', () => {
    expect(mayMove(applicationKind, 'submitted', 'toString', 'official', facts)).toBe(false);
    expect(mayMove(applicationKind, 'lost', 'archived', 'system', facts)).toBe(false);
    expect(nextMoves(applicationKind, 'lost', 'system', facts)).toEqual([]);
  });

  test('what each may do next', () => {
    expect(nextMoves(applicationKind, 'in_progress', 'official', facts)).toEqual([
      'checking',
      'documents_required',
      'approved',
      'rejected',
    ]);
    expect(nextMoves(applicationKind, 'in_progress', 'applicant', facts)).toEqual(['withdrawn']);
    expect(nextMoves(applicationKind, 'archived', 'official', facts)).toEqual([]);
  });

  test('every status has the settled words', () => {
    const words = statuses.map((status) => applicationKind.statuses[status].words);
    expect(words).toEqual([
      'Черновик',
      'Отправлено',
      'В работе',
      'На проверке',
      'Требуются документы',
      'Документы получены',
      'Одобрено',
      'Готово к выдаче',
      'Отклонено',
      'Отозвано',
      'В архиве',
    ]);
  });
});

test('confirmations are decided by officials alone and withdrawn by the applicant, from either open status, for good', () => {
  const every = (from: string) =>
    Object.keys(confirmationKind.statuses).filter((to) => allowed(confirmationKind, from, to).length > 0);
  expect(every('submitted')).toEqual(['checking', 'approved', 'rejected', 'withdrawn']);
  expect(every('checking')).toEqual(['approved', 'rejected', 'withdrawn']);
  expect(allowed(confirmationKind, 'checking', 'withdrawn')).toEqual(['applicant']);
  expect([every('approved'), every('rejected')]).toEqual([[], []]);
  expect(allowed(confirmationKind, 'submitted', 'approved')).toEqual(['official']);
});

describe('who stands before a case', () => {
  const official: Actor = {
    personId: 'sergey',
    name: 'Сергей Лебедев',
    party: { kind: 'person', id: 'sergey' },
    partyName: 'Сергей Лебедев',
    rights: 'change',
    level: 'confirmed',
    roles: ['specialist'],
    department: 'archive',
  };
  const held = {
    owner: { kind: 'person', id: 'anna' } as const,
    applicantId: 'anna',
    department: 'archive',
    assigneeId: null,
  };

  test('an official of the department', () => {
    expect(moverOf(applicationKind, held, official)).toBe('official');
    expect(moverOf(applicationKind, held, { ...official, roles: ['head'] })).toBe('official');
  });

  test('an official without a department, who serves all of them', () => {
    expect(moverOf(applicationKind, held, { ...official, department: null })).toBe('official');
    expect(moverOf(applicationKind, held, { ...official, department: null, roles: [] })).toBeNull();
  });

  test('nobody: another department, another role, a citizen', () => {
    expect(moverOf(applicationKind, held, { ...official, department: 'land' })).toBeNull();
    for (const role of ['support', 'editor', 'security', 'administrator'] as const) {
      expect(moverOf(applicationKind, held, { ...official, roles: [role] })).toBeNull();
    }
    expect(moverOf(applicationKind, held, { ...official, roles: [] })).toBeNull();
  });

  test('an official in their own case is an applicant and nothing else', () => {
    const own = { ...held, owner: official.party, applicantId: 'sergey' };
    expect(moverOf(applicationKind, own, { ...official, roles: ['head'] })).toBe('applicant');
    const forFirm = { ...held, owner: { kind: 'organisation', id: 'firm' } as const, applicantId: 'sergey' };
    expect(moverOf(applicationKind, forFirm, official)).toBeNull();
    expect(moverOf(applicationKind, forFirm, { ...official, party: { kind: 'organisation', id: 'firm' } })).toBe(
      'applicant',
    );
  });

  test('identity is confirmed across departments, by support too', () => {
    expect(isOfficialOf(confirmationKind, 'portal', { ...official, department: 'land' })).toBe(true);
    expect(isOfficialOf(confirmationKind, 'portal', { ...official, roles: ['support'], department: null })).toBe(true);
    expect(isOfficialOf(confirmationKind, 'portal', { ...official, roles: ['administrator'] })).toBe(false);
  });

  test('a case is led by its assignee or a head', () => {
    expect(mayLead({ assigneeId: null }, official)).toBe(true);
    expect(mayLead({ assigneeId: 'sergey' }, official)).toBe(true);
    expect(mayLead({ assigneeId: 'olga' }, official)).toBe(false);
    expect(mayLead({ assigneeId: 'sergey' }, { ...official, personId: 'olga', roles: ['head'] })).toBe(true);
  });
});

test('the stage bar names the current status and what lies before and behind it', () => {
  expect(bar('documents_required')).toEqual([
    'past: Отправлено',
    'past: В работе',
    'current: Требуются документы',
    'future: Решение',
    'future: Результат',
  ]);
  expect(bar('rejected')[3]).toBe('current: Отклонено');
  expect(() => stagesOf(applicationKind, 'lost')).toThrow(RangeError);
});
