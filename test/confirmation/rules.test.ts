import { describe, expect, test } from '@jest/globals';
import { pickTyped, typedOf } from '../../src/features/confirmation/draft/rules.ts';
import { enteredOf, parseIdentity } from '../../src/features/confirmation/forms.ts';
import { expectedAnswer, nextTryAt, type Identity } from '../../src/features/confirmation/rules.ts';
import { hour } from '../../src/platform/values/durations.ts';
import { formatDateTime } from '../../src/platform/values/time.ts';

const zone = 'Europe/Moscow';
const today = '2026-11-20';

const right: Record<string, string> = {
  lastName: ' Орлов ',
  firstName: 'Николай',
  middleName: '',
  'birthDate-day': '1',
  'birthDate-month': '2',
  'birthDate-year': '1990',
  birthPlace: 'г. Кострома',
  passportSeries: '34 12',
  passportNumber: '604418',
  'passportIssuedOn-day': '05',
  'passportIssuedOn-month': '03',
  'passportIssuedOn-year': '2012',
  passportDepartment: '440001',
  passportIssuedBy: 'УФМС',
  snils: '112-233-445 95',
  inn: '',
  registrationAddress: 'г. Кострома',
};

const identity: Identity = {
  lastName: 'Орлов',
  firstName: 'Николай',
  middleName: null,
  birthDate: '1990-02-01',
  birthPlace: 'г. Кострома',
  passportSeries: '3412',
  passportNumber: '604418',
  passportIssuedOn: '2012-03-05',
  passportDepartment: '440001',
  passportIssuedBy: 'УФМС',
  snils: '11223344595',
  inn: null,
  registrationAddress: 'г. Кострома',
};

function mistakes(changes: Record<string, string>): string[] {
  const form = parseIdentity({ ...right, ...changes }, today);
  return form.ok ? [] : form.errors.map(({ field }) => field);
}

describe('what a person states', () => {
  test('is normalised', () => {
    expect(parseIdentity(right, today)).toEqual({ ok: true, value: identity });
  });

  test.each([
    ['lastName', { lastName: 'Op1ов' }],
    ['firstName', { firstName: '' }],
    ['middleName', { middleName: '7' }],
    ['firstName', { firstName: 'Lev' }],
    ['birthDate', { 'birthDate-day': '31' }],
    ['birthDate-month', { 'birthDate-month': '13' }],
    ['birthPlace', { birthPlace: ' ' }],
    ['passportSeries', { passportSeries: '0012' }],
    ['passportNumber', { passportNumber: '000000' }],
    ['passportIssuedOn-year', { 'passportIssuedOn-year': '12' }],
    ['passportDepartment', { passportDepartment: '44' }],
    ['passportIssuedBy', { passportIssuedBy: '' }],
    ['snils', { snils: '112-233-445 96' }],
    ['snils', { snils: '000-000-000 00' }],
    ['inn', { inn: '440101234500' }],
    ['inn', { inn: '4401122330' }],
    ['registrationAddress', { registrationAddress: '' }],
  ])('%s is refused in %j', (field, changes) => {
    expect(mistakes(changes)).toEqual([field]);
  });

  test('a date of birth lies in the past and within a human life', () => {
    expect(mistakes({ 'birthDate-year': '2027' })).toContain('birthDate');
    expect(mistakes({ 'birthDate-year': '1899' })).toContain('birthDate');
  });

  test('a passport is issued from 14 on and replaced at 20 and 45', () => {
    expect(mistakes({ 'passportIssuedOn-year': '2003' })).toEqual(['passportIssuedOn']);
    expect(mistakes({ 'passportIssuedOn-year': '2009' })).toEqual(['passportIssuedOn']);
    expect(mistakes({ 'passportIssuedOn-year': '2027' })).toEqual(['passportIssuedOn']);
  });

  test('an empty form names every required field once', () => {
    const form = parseIdentity(undefined, today);
    expect(form.ok ? [] : form.errors.map(({ field }) => field)).toEqual([
      'lastName',
      'firstName',
      'birthDate',
      'birthPlace',
      'passportSeries',
      'passportNumber',
      'passportIssuedOn',
      'passportDepartment',
      'passportIssuedBy',
      'snils',
      'registrationAddress',
    ]);
  });
});

describe('a draft', () => {
  test('keeps what the form asks for as it was typed, and nothing else', () => {
    const typed = pickTyped({ ...right, snils: 'не помню', level: 'confirmed', _csrf: 'x', birthPlace: ['a', 'b'] });
    expect(typed['snils']).toBe('не помню');
    expect(Object.keys(typed)).not.toContain('level');
    expect(Object.keys(typed)).not.toContain('_csrf');
    expect(typed['birthPlace']).toBeUndefined();
    expect(pickTyped(null)).toEqual({});
  });

  test('of a refused request says the same when it is read again', () => {
    const typed = typedOf(identity);
    expect(typed).toMatchObject({
      'birthDate-day': '01',
      'birthDate-month': '02',
      'birthDate-year': '1990',
      passportDepartment: '440-001',
    });
    expect(parseIdentity(typed, today)).toEqual({ ok: true, value: identity });
    expect(enteredOf(typed)['birthDate']).toEqual({ day: '01', month: '02', year: '1990' });
  });
});

test('three requests an hour, then the first of them must grow old', () => {
  const now = 10 * hour;
  expect(nextTryAt([], 3, now)).toBe(now);
  expect(nextTryAt([now - 1, now - 2], 3, now)).toBe(now);
  expect(nextTryAt([now - 1, now - 2, now - 600_000], 3, now)).toBe(now - 600_000 + hour);
  expect(nextTryAt([now - 1, now - 2, now - hour], 3, now)).toBe(now);
});

test.each([
  ['2026-11-20T10:00', '20.11.2026 10:15'],
  ['2026-11-20T17:59', '20.11.2026 18:14'],
  ['2026-11-20T18:00', '23.11.2026 09:15'],
  ['2026-11-20T08:59', '20.11.2026 09:15'],
  ['2026-11-21T12:00', '23.11.2026 09:15'],
  ['2026-12-30T19:00', '11.01.2027 09:15'],
])('a request sent at %s is answered by %s', (sent, answered) => {
  expect(formatDateTime(expectedAnswer(Date.parse(`${sent}+03:00`), zone), zone)).toBe(answered);
});
