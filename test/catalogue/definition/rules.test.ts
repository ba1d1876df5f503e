import { describe, expect, test } from '@jest/globals';
import { parseDefinition } from '../../../src/features/catalogue/definition/rules.ts';
import { definition, json, mistakes } from '../samples.ts';

const page = (...fields: object[]) => ({
  pages: [{ id: 'only', title: 'Вопросы', fields }],
  documents: [],
  result: { description: 'x', template: { title: 'x', paragraphs: ['x'] } },
});
const text = (id: string, more: object = {}) => ({
  type: 'text',
  id,
  label: 'Вопрос',
  errors: { missing: 'Ответьте' },
  ...more,
});

test('a valid definition comes back with its defaults', () => {
  const { pages, popular, documents } = definition();
  expect(popular).toBe(false);
  expect(pages[0]?.fields[0]).toMatchObject({ id: 'lastName', required: true });
  expect(documents[0]).toMatchObject({ required: true, maxFiles: 2 });
});

test('every mistake is told at once, each with its place', () => {
  const { title: _, ...rest } = json({ audience: 'robots', colour: 'red', term: { amount: 0, unit: 'weeks' } });
  const check = parseDefinition(rest);
  expect(check.ok ? [] : check.mistakes).toEqual([
    'title: не указано',
    'audience: допускается только: person, organisation, both',
    'term.amount: слишком мало: нужно не меньше 1',
    'term.unit: допускается только: working-days, calendar-days, months',
    'определение: лишнее: colour',
  ]);
});

test('what is not an object at all is refused', () => {
  expect(parseDefinition('{oops').ok).toBe(false);
  expect(parseDefinition(null).ok).toBe(false);
});

describe('a field is refused', () => {
  test.each([
    ['of an unknown kind', text('a', { type: 'colour' }), /^pages\[0\]\.fields\[0\]\.type:/],
    ['with an unknown key', text('a', { colour: 'red' }), /^pages\[0\]\.fields\[0\]: лишнее: colour$/],
    ['with a name that no control may have', text('first-name'), /fields\[0\]\.id: /],
    ['with the name of a property of every object', text('constructor'), /служебное имя/],
    ['with a name of the form itself', text('applicant'), /«applicant» — служебное имя/],
    ['without words for an empty answer', text('a', { errors: {} }), /errors\.missing: нет слов/],
    [
      'with a limit that is no day',
      { type: 'date', id: 'a', label: 'x', min: 'yesterday', errors: { missing: 'x' } },
      /min: /,
    ],
    [
      'with swapped limits',
      { type: 'number', id: 'a', label: 'x', min: 5, max: 2, errors: { missing: 'x' } },
      /min: больше, чем max/,
    ],
    [
      'with one option twice',
      {
        type: 'choice',
        id: 'a',
        label: 'x',
        options: [
          { value: 'b', label: 'Б' },
          { value: 'b', label: 'Б' },
        ],
        errors: { missing: 'x' },
      },
      /вариант «b» встречается дважды/,
    ],
    [
      'with an account that has no БИК before it',
      { type: 'account', id: 'a', label: 'Счёт', bik: 'bik' },
      /bik: выше нет вопроса «bik» вида bik/,
    ],
    [
      'with an earlier date that is none',
      { type: 'date', id: 'a', label: 'x', notBefore: 'b', errors: { missing: 'x' } },
      /notBefore: выше нет вопроса «b» вида date/,
    ],
  ])('%s', (_name, field, words) => {
    expect(mistakes(page(field)).join('\n')).toMatch(words);
  });

  test('that is there twice', () => {
    expect(mistakes(page(text('a'), text('a')))).toContain('pages: вопрос «a» встречается дважды');
  });

  test('that is to be filled from an organisation in a service for citizens', () => {
    expect(mistakes({ ...page(text('a', { prefill: 'organisation.name' })), audience: 'person' })).toEqual([
      'pages[0].fields[0].prefill: услуга не для организаций',
    ]);
  });
});

describe('a condition is refused', () => {
  const choice = {
    type: 'choice',
    id: 'b',
    label: 'x',
    options: [
      { value: 'yes', label: 'Да' },
      { value: 'no', label: 'Нет' },
    ],
    errors: { missing: 'x' },
  };
  test.each([
    [
      'on a later question',
      [text('a', { when: { field: 'b', equals: 'yes' } }), choice],
      'условие ссылается на «b», но выше такого вопроса нет',
    ],
    [
      'on itself',
      [text('a', { when: { field: 'a', filled: true } })],
      'условие ссылается на «a», но выше такого вопроса нет',
    ],
    [
      'on a value that is no option',
      [choice, text('a', { when: { field: 'b', in: ['yes', 'maybe'] } })],
      'у «b» не бывает значения «maybe»',
    ],
    [
      'on a value of another type',
      [text('c'), text('a', { when: { field: 'c', equals: 5 } })],
      'у «c» не бывает значения «5»',
    ],
    [
      'inside «any»',
      [
        text('a', {
          when: {
            any: [
              { field: 'x', filled: true },
              { field: 'y', filled: true },
            ],
          },
        }),
      ],
      'условие ссылается на «x», но выше такого вопроса нет',
    ],
  ])('%s', (_name, fields, words) => {
    expect(mistakes(page(...fields)).join('\n')).toContain(words);
  });

  test('outside a group on a question inside it', () => {
    const group = {
      type: 'group',
      id: 'g',
      label: 'x',
      itemTitle: 'x',
      itemName: '{{inner}}',
      add: 'x',
      max: 2,
      fields: [text('inner'), text('other', { when: { field: 'inner', filled: true } })],
    };
    expect(mistakes(page(group))).toEqual([]);
    expect(mistakes(page(group, text('a', { when: { field: 'inner', filled: true } })))).toEqual([
      'pages[0].fields[1].when: условие ссылается на «inner», но выше такого вопроса нет',
    ]);
  });

  test('on who applies, when only citizens may', () => {
    const field = text('a', { when: { field: 'applicant', equals: 'person' } });
    expect(mistakes(page(field))).toEqual([]);
    expect(mistakes({ ...page(field), audience: 'person' })[0]).toContain('«applicant»');
  });

  test('of a document on a question that nobody asks', () => {
    expect(mistakes({ documents: [{ id: 'd', title: 'x', when: { field: 'nothing', filled: true } }] })).toEqual([
      'documents[0].when: условие ссылается на «nothing», но выше такого вопроса нет',
      'documents[0].onlyIf: нет слов о том, когда нужен документ',
    ]);
  });
});

test('placeholders must have something to stand for', () => {
  const template = {
    title: 'Справка {{application.number}}',
    paragraphs: ['{{nobody}}', { text: '{{family}}', when: { field: 'pet', equals: 'maybe' } }],
  };
  expect(mistakes({ result: { description: 'x', template } })).toEqual([
    'result.template.paragraphs[0]: нечем заполнить {{nobody}}',
    'result.template.paragraphs[1].when: у «pet» не бывает значения «maybe»',
  ]);
});

test('a change of the profile takes single answers of the right kind', () => {
  const map = { 'profile.lastName': 'petName', 'profile.birthDate': 'birthDate', 'profile.firstName': 'nobody' };
  expect(mistakes({ onApproval: { kind: 'profile-change', map } })).toEqual([
    'onApproval.map.profile.lastName: «petName» должен быть вида name',
    'onApproval.map.profile.birthDate: нет вопроса «birthDate», который задаётся один раз',
    'onApproval.map.profile.firstName: нет вопроса «nobody», который задаётся один раз',
  ]);
  expect(mistakes({ onApproval: { kind: 'profile-change', map: { 'profile.snils': 'lastName' } } })).toHaveLength(1);
});

test('a fee needs requisites and a receipt', () => {
  expect(mistakes({ fee: { amount: 100 } }).join('\n')).toMatch(/fee\.note: не указано[\s\S]*fee\.receipt: не указано/);
  expect(mistakes({ fee: { amount: -5 } }).length).toBeGreaterThan(0);
});

test('pages, documents and refusal codes do not repeat', () => {
  const ground = { code: 'SAM-A1', text: 'x' };
  expect(mistakes({ refusals: { acceptance: [ground], granting: [ground] } })).toEqual([
    'refusals: код «SAM-A1» встречается дважды',
  ]);
  expect(
    mistakes({
      documents: [
        { id: 'd', title: 'x' },
        { id: 'd', title: 'y' },
      ],
    }),
  ).toEqual(['documents: документ «d» встречается дважды']);
  const [page] = json()['pages'] as object[];
  expect(mistakes({ pages: [{ ...page, id: 'check' }] }).join('\n')).toContain('«check» — служебное имя');
});
