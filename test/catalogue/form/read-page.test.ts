import { describe, expect, test } from '@jest/globals';
import { readPage } from '../../../src/features/catalogue/form/read-page.ts';
import type { Answers } from '../../../src/features/catalogue/form/answers.ts';
import { definition, person } from '../samples.ts';

const service = definition();

function read(page: string, body: Record<string, unknown>, answers: Answers = {}) {
  const reading = readPage(service, page, answers, body, person);
  if (!reading) throw new Error('no such page');
  return reading;
}

test('right answers are kept in their normal form, answers of other pages stay', () => {
  const reading = read(
    'who',
    { lastName: ' Смирнова ', pet: 'no', shown: 'lastName pet' },
    { family: [{ name: 'Пётр' }] },
  );
  expect(reading).toMatchObject({ intent: { kind: 'continue' }, problems: [], appeared: [] });
  expect(reading.answers).toEqual({ lastName: 'Смирнова', pet: 'no', family: [{ name: 'Пётр' }] });
});

test('wrong answers are told by field with their number, and kept as typed', () => {
  const { answers, problems } = read('who', { lastName: 'Smirнова', pet: 'maybe' });
  expect(problems).toEqual([
    {
      page: 'who',
      name: 'lastName',
      number: '1.1',
      kind: 'wrong',
      message: expect.stringContaining('русские буквы смешаны с латинскими'),
    },
    { page: 'who', name: 'pet', number: '1.2', kind: 'wrong', message: 'Выберите один из вариантов' },
  ]);
  expect(answers).toEqual({ lastName: 'Smirнова', pet: 'maybe' });
});

test('an emptied answer is gone', () => {
  const { answers, problems } = read('who', { lastName: ' ', pet: 'no' }, { lastName: 'Смирнова' });
  expect(answers).toEqual({ pet: 'no' });
  expect(problems).toMatchObject([{ name: 'lastName', kind: 'missing', message: 'Введите фамилию' }]);
});

test('unknown names and unknown pages change nothing', () => {
  expect(read('who', { lastName: 'Ли', pet: 'no', admin: 'yes', __proto__: { x: 1 } }).answers).toEqual({
    lastName: 'Ли',
    pet: 'no',
  });
  expect(readPage(service, 'nowhere', {}, {}, person)).toBeNull();
});

describe('a question that an answer brings up', () => {
  test('is asked without reproach when the page had not shown it', () => {
    const { appeared, problems } = read('who', { lastName: 'Ли', pet: 'yes', shown: 'lastName pet' });
    expect(appeared).toEqual(['petName']);
    expect(problems).toEqual([]);
  });

  test('is missing when the page had shown it', () => {
    const { appeared, problems } = read('who', { lastName: 'Ли', pet: 'yes', shown: 'lastName pet petName' });
    expect(appeared).toEqual([]);
    expect(problems).toMatchObject([{ name: 'petName', number: '1.3', message: 'Укажите имя питомца' }]);
  });

  test('is missing when the form does not say what it showed', () => {
    expect(read('who', { lastName: 'Ли', pet: 'yes' }).problems).toHaveLength(1);
  });

  test('keeps its former answer while it is not shown', () => {
    expect(
      read('who', { lastName: 'Ли', pet: 'no', shown: 'lastName pet' }, { petName: 'Мурка' }).answers,
    ).toMatchObject({ petName: 'Мурка' });
  });
});

describe('a repeated group', () => {
  const one = {
    family_items: '1',
    family_0_name: 'Пётр',
    'family_0_birthDate-day': '7',
    'family_0_birthDate-month': '3',
    'family_0_birthDate-year': '2001',
    family_0_works: 'no',
  };

  test('is read item by item', () => {
    expect(read('family', one).answers).toEqual({ family: [{ name: 'Пётр', birthDate: '2001-03-07', works: 'no' }] });
  });

  test('tells mistakes at the item', () => {
    const { problems, answers } = read('family', {
      ...one,
      'family_0_birthDate-day': '31',
      'family_0_birthDate-month': '2',
    });
    expect(problems).toMatchObject([{ name: 'family_0_birthDate', number: '2.3', kind: 'wrong' }]);
    expect(answers).toMatchObject({ family: [{ birthDate: { day: '31', month: '2', year: '2001' } }] });
  });

  test('gets an empty item, and what was typed stays without reproach', () => {
    const reading = read('family', { ...one, family_0_name: '', do: 'add:family' });
    expect(reading).toMatchObject({ intent: { kind: 'add', group: 'family' }, problems: [], anchor: 'family_1' });
    expect(reading.answers).toEqual({ family: [{ birthDate: '2001-03-07', works: 'no' }, {}] });
  });

  test('loses the item that is taken away, and no other', () => {
    const two = { ...one, family_items: '2', family_1_name: 'Анна', family_1_works: 'no' };
    const reading = read('family', { ...two, do: 'remove:family_0' });
    expect(reading.answers).toEqual({ family: [{ name: 'Анна', works: 'no' }] });
    expect(reading.anchor).toBe('family');
    expect(read('family', { ...two, do: 'remove:family_7' }).answers['family']).toHaveLength(2);
  });

  test('never grows beyond its most', () => {
    expect(read('family', { family_items: '3', do: 'add:family' }).answers['family']).toHaveLength(3);
    expect(read('family', { family_items: '999' }).answers['family']).toHaveLength(3);
    expect(read('family', { family_items: '-1' }).answers['family']).toHaveLength(0);
    expect(read('family', { family_items: '1.5' }).answers['family']).toHaveLength(1);
  });

  test('stays as it is when the form says nothing of it', () => {
    expect(read('family', {}, { family: [{ name: 'Пётр' }] }).answers).toEqual({ family: [{ name: 'Пётр' }] });
  });

  test('of another name is not touched by buttons', () => {
    expect(read('family', { do: 'add:strangers' }).intent).toEqual({ kind: 'continue' });
  });
});

test.each(['save', 'back', 'check'])('«%s» keeps everything and reproaches nothing', (button) => {
  const reading = read('who', { lastName: '123', do: button });
  expect(reading).toMatchObject({ intent: { kind: button }, problems: [], answers: { lastName: '123' } });
});

test('a body of other types than texts does no harm', () => {
  const { answers } = read('who', { lastName: ['Ли', 'Ким'], pet: { $ne: 1 }, do: ['save'] });
  expect(answers).toEqual({ lastName: 'Ли' });
});
