import { expect, test } from '@jest/globals';
import { profileChange, resultText, type ResultFacts } from '../../../src/features/catalogue/form/result.ts';
import { definition, person } from '../samples.ts';

const facts: ResultFacts = {
  'application.number': '44-2026-000123-7',
  'application.date': '20.11.2026',
  'decision.date': '25.11.2026',
  'decision.text': '',
  'department.name': 'Архив',
  'applicant.name': 'Ли',
};
const withTemplate = (title: string, ...paragraphs: unknown[]) =>
  definition({ result: { description: 'x', template: { title, paragraphs } } });

test('answers and facts take their places', () => {
  const of = withTemplate(
    'Справка № {{application.number}}',
    'Дана {{lastName}}, питомец: {{ petName }}.',
    'Семья: {{family}}.',
  );
  const answers = { lastName: 'Ли', pet: 'yes', petName: 'Мурка', family: [{ name: 'Пётр' }, { name: 'Анна' }] };
  expect(resultText(of, answers, facts, person)).toEqual({
    title: 'Справка № 44-2026-000123-7',
    paragraphs: ['Дана Ли, питомец: Мурка.', 'Семья: Пётр; Анна.'],
  });
});

test('paragraphs stand when their condition holds and something fills them', () => {
  const of = withTemplate(
    'x',
    { text: 'Питомец: {{petName}}.', when: { field: 'pet', equals: 'yes' } },
    '{{decision.text}}',
    'Без ответа: {{lastName}}, {{department.name}}.',
  );
  expect(resultText(of, { pet: 'no', petName: 'Мурка' }, facts, person).paragraphs).toEqual(['Без ответа: —, Архив.']);
});

test('an answer that looks like a placeholder stays what it is', () => {
  const of = withTemplate('x', '{{petName}}');
  const { paragraphs } = resultText(of, { pet: 'yes', petName: '{{applicant.name}} $& $1' }, facts, person);
  expect(paragraphs).toEqual(['{{applicant.name}} $& $1']);
});

test('an approval changes what was asked and right, and nothing else', () => {
  const field = (id: string, part: string, required = true) => ({ type: 'name', id, label: 'x', part, required });
  const of = definition({
    documents: [],
    result: { description: 'x', template: { title: 'x', paragraphs: ['x'] } },
    pages: [
      {
        id: 'a',
        title: 'x',
        fields: [
          {
            type: 'choices',
            id: 'what',
            label: 'x',
            options: [
              { value: 'name', label: 'Имя' },
              { value: 'passport', label: 'Паспорт' },
            ],
            errors: { missing: 'x' },
          },
        ],
      },
      {
        id: 'b',
        title: 'x',
        when: { field: 'what', equals: 'name' },
        fields: [field('newLast', 'lastName'), field('newMiddle', 'patronymic', false)],
      },
      {
        id: 'c',
        title: 'x',
        when: { field: 'what', equals: 'passport' },
        fields: [{ type: 'passport', id: 'newPassport', label: 'x' }],
      },
    ],
    onApproval: {
      kind: 'profile-change',
      map: { 'profile.lastName': 'newLast', 'profile.middleName': 'newMiddle', 'profile.passport': 'newPassport' },
    },
  });
  const answers = { what: ['name'], newLast: 'Ким', newPassport: '3412567890' };
  expect(profileChange(of, answers, person)).toEqual({ lastName: 'Ким', middleName: '' });
  expect(profileChange(of, { ...answers, what: ['passport'] }, person)).toEqual({
    passportSeries: '3412',
    passportNumber: '567890',
  });
  expect(profileChange(of, { what: ['name'], newLast: '123' }, person)).toEqual({ middleName: '' });
  expect(profileChange(definition(), {}, person)).toEqual({});
});
