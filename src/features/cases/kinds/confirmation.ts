import type { CaseKind, Move } from '../rules.ts';

export type ConfirmationStatus = 'submitted' | 'checking' | 'approved' | 'rejected';

const official: Move = { by: ['official'] };

/** Requests to confirm an identity. They belong to no department: whoever is free looks at the next one. */
export const confirmationKind: CaseKind<ConfirmationStatus> = {
  code: 'confirmation',
  words: 'Подтверждение личности',
  opens: { from: null, to: 'submitted' },
  officials: { roles: ['specialist', 'head', 'support'], ownDepartment: false, observers: [] },
  stages: ['Отправлено', 'На проверке', 'Решение'],
  statuses: {
    submitted: {
      words: 'Отправлено',
      hint: 'Запрос ждёт своей очереди.',
      tone: 'info',
      turn: 'department',
      stage: 0,
      moves: { checking: official, approved: official, rejected: official },
    },
    checking: {
      words: 'На проверке',
      hint: 'Сотрудник сверяет данные с копией паспорта.',
      tone: 'info',
      turn: 'department',
      stage: 1,
      moves: { approved: official, rejected: official },
    },
    approved: {
      words: 'Подтверждено',
      hint: 'Личность подтверждена.',
      tone: 'done',
      turn: 'nobody',
      stage: 2,
      moves: {},
    },
    rejected: {
      words: 'Отказано',
      hint: 'Подтвердить личность не удалось. Причина указана ниже, запрос можно отправить ещё раз.',
      tone: 'bad',
      turn: 'nobody',
      stage: 2,
      moves: {},
    },
  },
};
