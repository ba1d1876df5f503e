import { expect, test } from '@jest/globals';
import { migrateAnswers } from '../../../src/features/catalogue/form/migration.ts';
import { definition, json, withFields } from '../samples.ts';

const today = '2026-11-20';
const text = (id: string, more: object = {}) => ({
  type: 'text',
  id,
  label: `Вопрос ${id}`,
  errors: { missing: 'x' },
  ...more,
});
const choice = (...values: string[]) => ({
  type: 'choice',
  id: 'c',
  label: 'Выбор',
  options: values.map((value) => ({ value, label: value.toUpperCase() })),
  errors: { missing: 'x' },
});

test('an unchanged service keeps every answer', () => {
  const answers = { lastName: 'Ли', pet: 'no', family: [{ name: 'Пётр', works: 'yes', income: 500 }] };
  expect(migrateAnswers(definition(), definition(), answers, today)).toEqual({ answers, dropped: [], documents: [] });
});

test('what is no longer asked is reported in the words of the old version', () => {
  const { answers, dropped } = migrateAnswers(
    withFields(text('a'), text('b')),
    withFields(text('b')),
    { a: 'раз', b: 'два' },
    today,
  );
  expect(answers).toEqual({ b: 'два' });
  expect(dropped).toEqual([{ label: 'Вопрос a', value: 'раз', reason: 'no longer asked' }]);
});

test('an option that is gone is reported, one that stays is kept', () => {
  expect(migrateAnswers(withFields(choice('a', 'b')), withFields(choice('b', 'd')), { c: 'a' }, today)).toMatchObject({
    answers: {},
    dropped: [{ label: 'Выбор', value: 'A', reason: 'does not fit' }],
  });
  expect(migrateAnswers(withFields(choice('a', 'b')), withFields(choice('b', 'd')), { c: 'b' }, today)).toMatchObject({
    answers: { c: 'b' },
    dropped: [],
  });
});

test('a question of another kind takes what fits it', () => {
  const number = { type: 'number', id: 'a', label: 'Число', errors: { missing: 'x' } };
  expect(migrateAnswers(withFields(text('a')), withFields(number), { a: '12' }, today)).toMatchObject({
    answers: { a: 12 },
    dropped: [],
  });
  expect(migrateAnswers(withFields(text('a')), withFields(number), { a: 'много' }, today)).toMatchObject({
    answers: {},
    dropped: [{ value: 'много', reason: 'does not fit' }],
  });
});

test('a wrong answer to the same question stays for the person to mend', () => {
  expect(
    migrateAnswers(withFields(text('a')), withFields(text('a', { maxLength: 3 })), { a: 'длинно' }, today),
  ).toMatchObject({ answers: { a: 'длинно' }, dropped: [] });
});

test('groups go over item by item, and lose what is not asked in them', () => {
  const without = json();
  const [who, family] = without['pages'] as { fields: { fields: { id: string }[] }[] }[];
  family!.fields[0]!.fields = family!.fields[0]!.fields.filter(({ id }) => id === 'name');
  const to = definition({ pages: [who, family] });
  const { answers, dropped } = migrateAnswers(
    definition(),
    to,
    { family: [{ name: 'Пётр', works: 'no' }, { name: 'Анна' }] },
    today,
  );
  expect(answers).toEqual({ family: [{ name: 'Пётр' }, { name: 'Анна' }] });
  expect(dropped).toEqual([{ label: 'Работает', value: 'Нет', reason: 'no longer asked' }]);
});

test('documents that are no longer asked for are named', () => {
  expect(migrateAnswers(definition(), definition({ documents: [] }), {}, today).documents).toEqual(['proof']);
});
