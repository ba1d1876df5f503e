import { expect, test } from '@jest/globals';
import { hintOf } from '../../../src/features/catalogue/form/controls.ts';
import { checkApplication } from '../../../src/features/catalogue/form/problems.ts';
import { progressOf } from '../../../src/features/catalogue/form/steps.ts';
import { pageView, stepsView } from '../../../src/features/catalogue/form/view.ts';
import { definition, person } from '../samples.ts';

const service = definition();

test('a page knows its controls, what they hold, and which questions it shows', () => {
  const page = pageView('who', { definition: service, answers: { lastName: 'Ли', pet: 'yes' }, about: person });
  expect(page).toMatchObject({
    id: 'who',
    step: 1,
    title: 'Кто',
    shown: 'lastName pet petName',
    errors: [],
    numbers: { lastName: '1.1', pet: '1.2', petName: '1.3' },
  });
  expect(page?.rows.map(({ control }) => control)).toEqual(['field', 'choice', 'field']);
  expect(page?.rows[0]).toMatchObject({
    options: { name: 'lastName', number: '1.1', value: 'Ли', autocomplete: 'family-name' },
  });
  expect(page?.rows[1]).toMatchObject({ options: { value: 'yes', inline: true } });
});

test('mistakes of the page, and no others, stand beside their controls', () => {
  const problems = checkApplication(service, {}, {}, person);
  const page = pageView('who', { definition: service, answers: {}, about: person, problems });
  expect(page?.errors).toEqual([
    { field: 'lastName', message: 'Введите фамилию' },
    { field: 'pet', message: 'Ответьте про питомца' },
  ]);
});

test('where an answer came from is said until it is changed', () => {
  const origins = { lastName: { note: 'Из вашего профиля', value: 'Ли' } };
  const hint = (lastName: string) => {
    const page = pageView('who', { definition: service, answers: { lastName }, about: person, origins });
    return page?.rows[0] && 'options' in page.rows[0] ? (page.rows[0].options as { hint?: string }).hint : 'no row';
  };
  expect(hint('Ли')).toBe('Из вашего профиля');
  expect(hint('Ким')).toBeUndefined();
  expect(hintOf('10 цифр', 'Из вашего профиля')).toBe('10 цифр. Из вашего профиля.');
  expect(hintOf('10 цифр.', undefined)).toBe('10 цифр.');
});

test('a group offers what its limits allow', () => {
  const group = (family: object[]) =>
    pageView('family', { definition: service, answers: { family } as never, about: person })?.rows[0];
  expect(group([])).toMatchObject({
    control: 'group',
    items: [],
    count: { name: 'family_items', value: 0 },
    add: { value: 'add:family', text: 'Добавить члена семьи' },
  });
  expect(group([{}, {}])).toMatchObject({
    count: { value: 2 },
    items: [{ title: 'Член семьи 1', remove: 'remove:family_0' }, { remove: 'remove:family_1' }],
  });
  expect(group([{}, {}, {}])).toMatchObject({ add: null });
});

test('a page that is not asked is none', () => {
  expect(pageView('nowhere', { definition: service, answers: {}, about: person })).toBeNull();
});

test('the bar leads back, never forward', () => {
  const { steps } = progressOf(service, { lastName: 'Ли', pet: 'no' }, {}, person);
  expect(stepsView(steps, 'family', (id) => `/x/${id}`)).toEqual({
    words: 'шаг 2 из 3',
    items: [
      { title: 'Кто', state: 'past', href: '/x/who' },
      { title: 'Семья', state: 'current' },
      { title: 'Проверка', state: 'future' },
    ],
  });
});
