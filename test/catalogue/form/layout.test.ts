import { describe, expect, test } from '@jest/globals';
import { layOut } from '../../../src/features/catalogue/form/layout.ts';
import { questionsOf } from '../../../src/features/catalogue/form/questions.ts';
import { definition, organisation, person, withFields } from '../samples.ts';

const numbers = (answers: object, of = definition()) =>
  layOut(of, answers as never, person).pages.flatMap(({ rows }) =>
    questionsOf(rows).map(({ number, name }) => `${number} ${name}`),
  );

describe('numbers', () => {
  test('count step and question, and skip what is not asked', () => {
    expect(numbers({})).toEqual(['1.1 lastName', '1.2 pet']);
    expect(numbers({ pet: 'yes' })).toEqual(['1.1 lastName', '1.2 pet', '1.3 petName']);
  });

  test('go on through the items of a group, whose own row is one of them', () => {
    const family = [{ works: 'yes' }, {}];
    expect(numbers({ family }).slice(2)).toEqual([
      '2.2 family_0_name',
      '2.3 family_0_birthDate',
      '2.4 family_0_works',
      '2.5 family_0_income',
      '2.6 family_1_name',
      '2.7 family_1_birthDate',
      '2.8 family_1_works',
    ]);
    expect(layOut(definition(), { family }, person).pages[1]?.rows[0]).toMatchObject({ kind: 'group', number: '2.1' });
  });

  test('of a set are one number for all its parts', () => {
    const year = (id: string) => ({ type: 'year', id, label: id, errors: { missing: 'x' } });
    const of = withFields(
      { type: 'set', id: 'years', label: 'Годы', parts: [year('from'), year('to')] },
      year('next1'),
    );
    expect(numbers({}, of)).toEqual(['1.1 from', '1.1 to', '1.2 next1']);
  });
});

test('the same answers are laid out anew for another applicant, another day and another version', () => {
  const only = { field: 'applicant', equals: 'organisation' };
  const of = withFields(
    { type: 'text', id: 'head', label: 'x', when: only, errors: { missing: 'x' } },
    { type: 'text', id: 'all', label: 'x', errors: { missing: 'x' } },
  );
  const answers = {};
  const asked = (definition_: typeof of, about: typeof person) =>
    layOut(definition_, answers, about).pages.flatMap(({ rows }) => questionsOf(rows).map(({ name }) => name));
  expect(asked(of, person)).toEqual(['all']);
  expect(asked(of, organisation)).toEqual(['head', 'all']);
  expect(asked(definition(), person)).toEqual(['lastName', 'pet']);
  expect(layOut(of, answers, person)).toBe(layOut(of, answers, { ...person }));
  expect(layOut(of, answers, person)).not.toBe(layOut(of, answers, { ...person, today: '2026-11-21' }));
});

test('a condition inside a group looks at its own item', () => {
  const { pages } = layOut(definition(), { family: [{ works: 'no' }, { works: 'yes' }] }, person);
  const names = questionsOf(pages[1]?.rows ?? []).map(({ name }) => name);
  expect(names).toContain('family_1_income');
  expect(names).not.toContain('family_0_income');
});

test('an answer to a question that is no longer asked counts for nothing', () => {
  const chain = (id: string, on: string) => ({
    type: 'text',
    id,
    label: id,
    when: { field: on, filled: true },
    errors: { missing: 'x' },
  });
  const start = {
    type: 'choice',
    id: 'start',
    label: 'x',
    options: [
      { value: 'yes', label: 'Да' },
      { value: 'no', label: 'Нет' },
    ],
    errors: { missing: 'x' },
  };
  const of = withFields(
    start,
    { ...chain('second', 'start'), when: { field: 'start', equals: 'yes' } },
    chain('third', 'second'),
  );
  expect(numbers({ start: 'yes', second: 'b' }, of)).toContain('1.3 third');
  expect(numbers({ start: 'no', second: 'b' }, of)).toEqual(['1.1 start']);
});

test('a wrong answer brings up nothing', () => {
  const of = withFields(
    { type: 'snils', id: 'snils', label: 'СНИЛС' },
    { type: 'text', id: 'after', label: 'x', when: { field: 'snils', filled: true }, errors: { missing: 'x' } },
  );
  expect(numbers({ snils: '123' }, of)).toEqual(['1.1 snils']);
  expect(numbers({ snils: '11223344595' }, of)).toHaveLength(2);
});

test('pages are for the kind of applicant, and an empty one is left out', () => {
  const text = (id: string) => ({ type: 'text', id, label: id, errors: { missing: 'x' } });
  const of = definition({
    documents: [],
    result: { description: 'x', template: { title: 'x', paragraphs: ['x'] } },
    pages: [
      {
        id: 'firm',
        title: 'Организация',
        when: { field: 'applicant', equals: 'organisation' },
        fields: [text('firm')],
      },
      { id: 'human', title: 'Человек', when: { field: 'applicant', equals: 'person' }, fields: [text('human')] },
      { id: 'hidden', title: 'Пусто', fields: [{ ...text('hidden'), when: { field: 'human', equals: 'magic' } }] },
      { id: 'end', title: 'Конец', fields: [text('end')] },
    ],
  });
  expect(layOut(of, {}, person).pages.map(({ id, step }) => `${step} ${id}`)).toEqual(['1 human', '2 end']);
  expect(layOut(of, {}, organisation).pages.map(({ id, step }) => `${step} ${id}`)).toEqual(['1 firm', '2 end']);
});

test('a group shows its least items at once and never more than its most', () => {
  const group = {
    type: 'group',
    id: 'places',
    label: 'x',
    itemTitle: 'Место',
    itemName: '{{place}}',
    add: 'x',
    min: 1,
    max: 2,
    fields: [{ type: 'text', id: 'place', label: 'x', errors: { missing: 'x' } }],
  };
  expect(numbers({}, withFields(group))).toEqual(['1.2 places_0_place']);
  expect(numbers({ places: [{}, {}, {}] }, withFields(group))).toHaveLength(2);
  expect(numbers({ places: 'nonsense' }, withFields(group))).toHaveLength(1);
});

test('documents follow the pages, conditions and the fee', () => {
  expect(layOut(definition(), { pet: 'no' }, person).documents).toEqual([]);
  expect(layOut(definition(), { pet: 'yes' }, person).documents).toMatchObject([
    { number: '3.1', rule: { id: 'proof' } },
  ]);
  const requisites = Object.fromEntries(
    ['recipient', 'inn', 'kpp', 'account', 'bank', 'bik', 'treasuryAccount', 'kbk', 'oktmo', 'purpose'].map((key) => [
      key,
      'x',
    ]),
  );
  const paid = definition({ fee: { amount: 100, note: 'пример', requisites, receipt: { title: 'Квитанция' } } });
  expect(layOut(paid, { pet: 'no' }, person).documents).toMatchObject([
    { number: '3.1', rule: { id: 'feeReceipt', required: true } },
  ]);
});
