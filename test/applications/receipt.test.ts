import { expect, test } from '@jest/globals';
import { receiptPaper } from '../../src/features/applications/submission/receipt-paper.ts';

const zone = 'Europe/Moscow';
const submittedAt = Date.parse('2026-11-02T15:00+03:00');

test('a receipt says by when the decision comes, counted from the day of sending', () => {
  const paper = receiptPaper({
    frame: { regionName: 'Костромская область', portalName: 'Личный кабинет 44', footer: '', zone },
    record: { number: '44-2026-000001-1', submittedAt },
    service: {
      title: 'Услуга',
      number: 1,
      version: 1,
      department: 'Ведомство',
      term: { amount: 10, unit: 'working-days' },
    },
    applicant: 'Смирнова Анна Сергеевна',
    signature: { kind: 'none', at: submittedAt },
    attempt: 'П-00-0000',
    files: [],
  });
  const facts = paper.blocks.find((block) => block.kind === 'facts');
  // 4 November is a holiday.
  expect(facts?.rows).toContainEqual({ label: 'Решение', value: 'до 17.11.2026' });
});
