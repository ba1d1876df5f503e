import type { CaseKind, Move } from '../rules.ts';

export type ConfirmationStatus = 'submitted' | 'checking' | 'approved' | 'rejected' | 'withdrawn';

const official: Move = { by: ['official'] };
/** Consent to the check may be taken back until it is decided. */
const applicant: Move = { by: ['applicant'] };

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
      moves: { checking: official, approved: official, rejected: official, withdrawn: applicant },
    },
    checking: {
      words: 'На проверке',
      hint: 'Сотрудник сверяет данные с копией паспорта.',
      tone: 'info',
      turn: 'department',
      stage: 1,
      moves: { approved: official, rejected: official, withdrawn: applicant },
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
    withdrawn: {
      words: 'Отозвано',
      hint: 'Вы отозвали запрос, копия паспорта удалена.',
      tone: 'none',
      turn: 'nobody',
      stage: 2,
      moves: {},
    },
  },
};
