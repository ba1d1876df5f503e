import { expect, test } from '@jest/globals';
import type { Line } from '../../src/features/journal/lines.ts';
import { journalPaper } from '../../src/features/journal/paper.ts';
import { createPdf } from '../../src/platform/pdf/index.ts';
import { beginning } from '../support/clock.ts';

const line: Line = {
  at: beginning,
  words: 'Вход в кабинет',
  note: 'пароль и код из СМС',
  href: null,
  who: 'Вы',
  address: '203.0.113.···',
  refused: false,
};
const given = {
  region: { code: '44', name: 'Костромская область' },
  owner: 'Смирнова Анна Сергеевна',
  filter: {},
  lines: [line, { ...line, address: '', refused: true }],
  cut: false,
  now: beginning,
  zone: 'Europe/Moscow',
};

test('says whose it is, what was asked for, and every entry in the words of the page', () => {
  const { title, blocks } = journalPaper({ ...given, filter: { kind: 'entry', from: beginning, to: beginning } });
  expect(title).toBe('Журнал действий');
  expect(blocks).toContainEqual(
    expect.objectContaining({
      kind: 'facts',
      rows: [
        { label: 'Чей журнал', value: 'Смирнова Анна Сергеевна' },
        { label: 'Период', value: 'с 20.11.2026 по 20.11.2026' },
        { label: 'Действия', value: 'Вход и безопасность' },
        { label: 'Составлено', value: '20.11.2026 10:00' },
        { label: 'Записей', value: '2' },
      ],
    }),
  );
  expect(blocks).toContainEqual(
    expect.objectContaining({
      rows: [
        ['20.11.2026 10:00', 'Вход в кабинет\nпароль и код из СМС', 'Вы\n203.0.113.···', 'Выполнено'],
        ['20.11.2026 10:00', 'Вход в кабинет\nпароль и код из СМС', 'Вы', 'Отказано'],
      ],
    }),
  );
});

test('says when older entries found no room, and only then', () => {
  const notices = (cut: boolean) => journalPaper({ ...given, cut }).blocks.filter(({ kind }) => kind === 'notice');
  expect([notices(true).length, notices(false).length]).toEqual([1, 0]);
});

test('is set with as many entries as it may hold', async () => {
  const lines = Array.from({ length: 500 }, () => line);
  expect((await createPdf(journalPaper({ ...given, lines }))).length).toBeGreaterThan(50_000);
});
