import { expect, test } from '@jest/globals';
import { summaryOf } from '../../../src/features/catalogue/form/summary.ts';
import { definition, person, withFields } from '../samples.ts';

const service = definition();

test('the application stands there in words, page by page and item by item', () => {
  const answers = {
    lastName: 'Ли',
    pet: 'yes',
    family: [{ name: 'Пётр', birthDate: '2001-03-07', works: 'yes', income: 1200050 }],
  };
  expect(summaryOf(service, answers, person)).toEqual([
    {
      page: 'who',
      step: 1,
      title: 'Кто',
      blocks: [
        {
          title: null,
          rows: [
            { number: '1.1', label: 'Фамилия', name: 'lastName', lines: ['Ли'] },
            { number: '1.2', label: 'Есть ли питомец', name: 'pet', lines: ['Да'] },
            { number: '1.3', label: 'Имя питомца', name: 'petName', lines: [] },
          ],
        },
      ],
    },
    {
      page: 'family',
      step: 2,
      title: 'Семья',
      blocks: [
        {
          title: 'Член семьи 1',
          rows: [
            { number: '2.2', label: 'Имя', name: 'family_0_name', lines: ['Пётр'] },
            { number: '2.3', label: 'Дата рождения', name: 'family_0_birthDate', lines: ['07.03.2001'] },
            { number: '2.4', label: 'Работает', name: 'family_0_works', lines: ['Да'] },
            { number: '2.5', label: 'Доход', name: 'family_0_income', lines: ['12\u00A0000,50\u00A0₽'] },
          ],
        },
      ],
    },
  ]);
});

test('a group without items is one row without an answer', () => {
  const [, family] = summaryOf(service, {}, person);
  expect(family?.blocks).toEqual([
    { title: null, rows: [{ number: '2.1', label: 'Члены семьи', name: 'family', lines: [] }] },
  ]);
});

test('a set is one row, a line for each part that was answered', () => {
  const year = (id: string, label: string) => ({ type: 'year', id, label, errors: { missing: 'x' } });
  const of = withFields({
    type: 'set',
    id: 'years',
    label: 'Годы работы',
    parts: [year('from', 'С'), year('to', 'По')],
  });
  expect(summaryOf(of, { from: 1985, to: 1990 }, person)[0]?.blocks[0]?.rows).toEqual([
    { number: '1.1', label: 'Годы работы', name: 'from', lines: ['с 1985 по 1990'] },
  ]);
  expect(summaryOf(of, { from: 1985 }, person)[0]?.blocks[0]?.rows[0]?.lines).toEqual(['с 1985']);
});

test('a wrong answer is shown as it was typed', () => {
  expect(summaryOf(service, { lastName: 'Smirнова' }, person)[0]?.blocks[0]?.rows[0]?.lines).toEqual(['Smirнова']);
});
