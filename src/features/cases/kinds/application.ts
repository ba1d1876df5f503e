import type { CaseKind, Move } from '../rules.ts';

export type ApplicationStatus =
  | 'draft'
  | 'submitted'
  | 'in_progress'
  | 'checking'
  | 'documents_required'
  | 'documents_received'
  | 'approved'
  | 'ready'
  | 'rejected'
  | 'withdrawn'
  | 'archived';

const applicant: Move = { by: ['applicant'] };
const official: Move = { by: ['official'] };
const archive: Move = { by: ['official', 'system'] };

/** Applications for services: the one vocabulary of statuses and the one table of transitions. */
export const applicationKind: CaseKind<ApplicationStatus> = {
  code: 'application',
  words: 'Заявление',
  opens: { from: 'draft', to: 'submitted' },
  officials: { roles: ['specialist', 'head'], ownDepartment: true, observers: ['administrator'] },
  stages: ['Отправлено', 'В работе', 'На проверке', 'Решение', 'Результат'],
  statuses: {
    draft: {
      words: 'Черновик',
      hint: 'Заявление ещё не отправлено.',
      tone: 'none',
      turn: 'applicant',
      stage: 0,
      moves: { submitted: applicant },
    },
    submitted: {
      words: 'Отправлено',
      hint: 'Ведомство получило заявление и скоро возьмёт его в работу.',
      tone: 'info',
      turn: 'department',
      stage: 0,
      moves: { in_progress: official, withdrawn: applicant },
    },
    in_progress: {
      words: 'В работе',
      hint: 'Специалист рассматривает заявление.',
      tone: 'info',
      turn: 'department',
      stage: 1,
      moves: {
        checking: official,
        documents_required: official,
        approved: official,
        rejected: official,
        withdrawn: applicant,
      },
    },
    checking: {
      words: 'На проверке',
      hint: 'Ведомство проверяет сведения и документы.',
      tone: 'info',
      turn: 'department',
      stage: 2,
      moves: { documents_required: official, approved: official, rejected: official, withdrawn: applicant },
    },
    documents_required: {
      words: 'Требуются документы',
      hint: 'Ведомство ждёт от вас ответа.',
      tone: 'wait',
      turn: 'applicant',
      stage: 2,
      moves: {
        documents_received: applicant,
        rejected: { by: ['official', 'system'], only: 'answer-term-passed' },
        withdrawn: applicant,
      },
    },
    documents_received: {
      words: 'Документы получены',
      hint: 'Ведомство получило ваш ответ и скоро продолжит работу.',
      tone: 'info',
      turn: 'department',
      stage: 2,
      moves: { in_progress: { by: ['official', 'system'] }, withdrawn: applicant },
    },
    approved: {
      words: 'Одобрено',
      hint: 'Решение положительное.',
      tone: 'done',
      turn: 'nobody',
      stage: 3,
      moves: { ready: { by: ['official', 'system'] }, archived: archive },
      archivedAfterDays: 30,
    },
    ready: {
      words: 'Готово к выдаче',
      hint: 'Результат можно получить.',
      tone: 'done',
      turn: 'nobody',
      stage: 4,
      moves: { archived: archive },
    },
    rejected: {
      words: 'Отклонено',
      hint: 'Ведомство отказало. Причина указана в решении.',
      tone: 'bad',
      turn: 'nobody',
      stage: 3,
      moves: { archived: archive, in_progress: { by: ['system'], only: 'appeal-accepted' } },
      // Longer than the others: the refusal must stay open to appeal.
      archivedAfterDays: 90,
    },
    withdrawn: {
      words: 'Отозвано',
      hint: 'Вы отозвали заявление, рассматривать его не будут.',
      tone: 'none',
      turn: 'nobody',
      stage: 3,
      moves: { archived: archive },
      archivedAfterDays: 30,
    },
    archived: {
      words: 'В архиве',
      hint: 'Дело закрыто и хранится в архиве.',
      tone: 'none',
      turn: 'nobody',
      stage: 4,
      moves: {},
    },
  },
};
