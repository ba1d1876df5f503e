import { describe, expect, test } from '@jest/globals';
import { knownData, prefill, readiness } from '../../../src/features/catalogue/form/prefill.ts';
import { definition, person, withFields } from '../samples.ts';

const today = '2026-11-20';
const profile = {
  lastName: 'Смирнова',
  firstName: 'Анна',
  middleName: 'Сергеевна',
  birthDate: '1988-03-07',
  passportSeries: '3412',
  passportNumber: '567890',
  phone: '+79000000001',
  snils: '  ',
  registrationAddress: 5,
};

test('what is known is called as definitions call it', () => {
  expect(knownData(profile, { name: 'ООО «Ромашка»', kpp: null })).toEqual({
    'profile.lastName': 'Смирнова',
    'profile.firstName': 'Анна',
    'profile.middleName': 'Сергеевна',
    'profile.fullName': 'Смирнова Анна Сергеевна',
    'profile.birthDate': '1988-03-07',
    'profile.passport': '3412567890',
    'profile.phone': '+79000000001',
    'organisation.name': 'ООО «Ромашка»',
  });
  expect(knownData({ lastName: 'Ли', passportSeries: '3412' }, null)).toMatchObject({ 'profile.fullName': 'Ли' });
  expect(knownData(null, null)).toEqual({});
});

describe('prefill', () => {
  const of = withFields(
    { type: 'name', id: 'lastName', label: 'Фамилия', part: 'lastName', prefill: 'profile.lastName' },
    { type: 'date', id: 'born', label: 'x', prefill: 'profile.birthDate', errors: { missing: 'x' } },
    { type: 'passport', id: 'passport', label: 'x', prefill: 'profile.passport' },
    { type: 'phone', id: 'phone', label: 'x', prefill: 'profile.phone' },
    { type: 'inn', id: 'inn', label: 'x', prefill: 'profile.inn' },
    {
      type: 'choice',
      id: 'kind',
      label: 'x',
      prefill: 'profile.passport',
      prefillAs: 'passport',
      options: [
        { value: 'passport', label: 'П' },
        { value: 'other', label: 'Д' },
      ],
      errors: { missing: 'x' },
    },
  );

  test('fills what is empty and says where it is from', () => {
    const { answers, origins } = prefill(of, {}, knownData(profile, null), today);
    expect(answers).toEqual({
      lastName: 'Смирнова',
      born: '1988-03-07',
      passport: '3412567890',
      phone: '+79000000001',
      kind: 'passport',
    });
    expect(origins['born']).toEqual({ note: 'Из вашего профиля', value: '1988-03-07' });
    expect(Object.keys(origins)).not.toContain('inn');
  });

  test('never overwrites an answer, be it wrong', () => {
    const { answers, origins } = prefill(of, { lastName: 'Smirнова' }, knownData(profile, null), today);
    expect(answers['lastName']).toBe('Smirнова');
    expect(origins['lastName']).toBeUndefined();
  });

  test('leaves out what does not fit', () => {
    const { answers } = prefill(of, {}, { 'profile.passport': '34', 'profile.phone': 'нет' }, today);
    expect(answers).toEqual({ kind: 'passport' });
  });

  test('takes the organisation where the definition says so', () => {
    const firm = withFields({
      type: 'text',
      id: 'firm',
      label: 'x',
      prefill: 'organisation.name',
      errors: { missing: 'x' },
    });
    expect(prefill(firm, {}, knownData(profile, { name: 'ООО «Ромашка»' }), today)).toEqual({
      answers: { firm: 'ООО «Ромашка»' },
      origins: { firm: { note: 'Из данных организации', value: 'ООО «Ромашка»' } },
    });
  });
});

test('readiness tells what is there and what is lacking, of required questions only', () => {
  const of = withFields(
    { type: 'phone', id: 'phone', label: 'x', prefill: 'profile.phone' },
    { type: 'snils', id: 'snils', label: 'x', prefill: 'profile.snils' },
    { type: 'email', id: 'email', label: 'x', prefill: 'profile.email', required: false },
  );
  expect(readiness(of, knownData(profile, null), person)).toEqual({ have: ['телефон'], lack: ['СНИЛС'] });
  expect(readiness(definition(), {}, person)).toEqual({ have: [], lack: ['фамилия'] });
});
