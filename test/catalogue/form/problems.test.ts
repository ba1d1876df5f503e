import { expect, test } from '@jest/globals';
import { checkApplication } from '../../../src/features/catalogue/form/problems.ts';
import { neighbours, progressOf } from '../../../src/features/catalogue/form/steps.ts';
import { definition, person } from '../samples.ts';

const service = definition();
const member = { name: 'Пётр', birthDate: '2001-03-07', works: 'no' };
const complete = { lastName: 'Ли', pet: 'yes', petName: 'Мурка', family: [member] };
const flat = (text: string) => text.replace(/\u00A0/g, ' ');

test('a complete application has nothing to mend', () => {
  expect(checkApplication(service, complete, { proof: 1 }, person)).toEqual([]);
});

test('everything missing or wrong is told at once, in the order of the form, with its page, number and control', () => {
  const answers = { pet: 'yes', petName: 'Мурка', family: [{ ...member, birthDate: '2030-01-01', works: 'yes' }] };
  expect(checkApplication(service, answers, {}, person)).toEqual([
    { page: 'who', name: 'lastName', number: '1.1', kind: 'missing', message: 'Введите фамилию' },
    {
      page: 'family',
      name: 'family_0_birthDate',
      number: '2.3',
      kind: 'wrong',
      message: 'Эта дата ещё не наступила. Проверьте её',
    },
    { page: 'family', name: 'family_0_income', number: '2.5', kind: 'missing', message: 'Укажите доход' },
    {
      page: 'documents',
      name: 'proof',
      number: '3.1',
      kind: 'missing',
      message: 'Приложите документ: Паспорт питомца',
    },
  ]);
});

test('an answer that was right goes wrong with time', () => {
  const answers = { ...complete, family: [{ ...member, birthDate: '2026-11-20' }] };
  expect(checkApplication(service, answers, { proof: 1 }, person)).toEqual([]);
  expect(checkApplication(service, answers, { proof: 1 }, { ...person, today: '2026-11-19' })).toMatchObject([
    { name: 'family_0_birthDate' },
  ]);
});

test('too many files of one document are told', () => {
  const [problem] = checkApplication(service, complete, { proof: 3 }, person);
  expect(problem).toMatchObject({ page: 'documents', kind: 'wrong' });
  expect(flat(problem?.message ?? '')).toBe('Паспорт питомца: оставьте не больше 2 файлов');
});

test('a document that is not asked for is not missed', () => {
  expect(checkApplication(service, { ...complete, pet: 'no' }, {}, person)).toEqual([]);
});

test('steps say how far one is', () => {
  const { steps, done, total } = progressOf(
    service,
    { lastName: 'Ли', pet: 'yes', petName: 'Мурка', family: [{}] },
    {},
    person,
  );
  expect(steps.map(({ number, id, complete: ready }) => `${number} ${id} ${ready}`)).toEqual([
    '1 who true',
    '2 family false',
    '3 documents false',
    '4 check false',
  ]);
  expect({ done, total }).toEqual({ done: 1, total: 3 });
  expect(
    progressOf(definition({ signature: 'qualified' }), { pet: 'no' }, {}, person).steps.map(({ id }) => id),
  ).toEqual(['who', 'family', 'check', 'signature']);
});

test('a step is not complete while what it will ask depends on an answer that is missing', () => {
  const [proof] = definition().documents;
  const of = definition({ documents: [proof, { id: 'other', title: 'Другое', required: false }] });
  const documentsReady = (answers: object) =>
    progressOf(of, { lastName: 'Ли', ...answers }, {}, person).steps.find(({ id }) => id === 'documents')?.complete;
  expect(documentsReady({})).toBe(false);
  expect(documentsReady({ pet: 'no' })).toBe(true);
});

test('steps have neighbours', () => {
  const { steps } = progressOf(service, {}, {}, person);
  expect(neighbours(steps, 'who')).toEqual({ previous: null, next: 'family' });
  expect(neighbours(steps, 'check')).toEqual({ previous: 'family', next: null });
  expect(neighbours(steps, 'nowhere')).toEqual({ previous: null, next: null });
});
