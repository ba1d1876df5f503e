import { describe, expect, test } from '@jest/globals';
import { knownData, prefill } from '../../src/features/catalogue/form/prefill.ts';
import { profileChange } from '../../src/features/catalogue/form/result.ts';
import { person } from './samples.ts';
import { anna, left, service } from './shipped.ts';

describe('the archive reference', () => {
  const work = {
    about: 'self',
    subject: 'work',
    nameChanged: 'no',
    places: [{ employer: 'Фабрика «Заря»', fromYear: 1985, toYear: 1990 }],
    workBook: 'yes',
    purpose: 'pension',
    way: 'cabinet',
  };

  test('takes places of work and a work book', () => {
    expect(left('archive-reference', work, { workBookCopy: 2 })).toEqual([]);
    expect(left('archive-reference', work, {})).toEqual(['5.1. Приложите копию трудовой книжки']);
    expect(left('archive-reference', { ...work, workBook: 'no' }, {})).toEqual([]);
  });

  test('takes another person, a former name and a school', () => {
    const other = {
      ...work,
      about: 'other',
      subjectName: 'Иванов Иван',
      relation: 'grandchild',
      subject: 'study',
      nameChanged: 'yes',
      formerNames: 'Петров',
      organisation: 'Школа № 3',
      sinceYear: 1950,
      untilYear: 1960,
      way: 'post',
    };
    expect(left('archive-reference', other, { nameChange: 1, authority: 1 })).toEqual([]);
    expect(left('archive-reference', { ...other, untilYear: 1949 }, { nameChange: 1, authority: 1 })).toEqual([
      '3.2. Введите год не раньше 1950',
    ]);
    expect(left('archive-reference', other, {})).toEqual([
      '5.1. Приложите документ о смене имени',
      '5.2. Приложите доверенность или документ о родстве',
    ]);
  });
});

describe('the subsidy', () => {
  const member = {
    memberLastName: 'Смирнов',
    memberFirstName: 'Пётр',
    memberBirthDate: '2015-05-05',
    memberRelation: 'child',
    memberHasIncome: 'no',
  };
  const alone = {
    basis: 'owner',
    area: 54.3,
    monthlyCosts: 800000,
    debt: 'none',
    benefit: 'no',
    hasIncome: 'no',
    payTo: 'post',
    postIndex: '156000',
    duty: true,
  };

  test('takes a person who lives alone and has no income', () => {
    expect(left('housing-subsidy', alone, { bills: 1 })).toEqual([]);
  });

  test('asks nobody to prove a pension, which the department checks itself', () => {
    const pensioner = { ...alone, hasIncome: 'yes', incomeKinds: ['pension', 'benefits'], income: 1850000 };
    expect(left('housing-subsidy', pensioner, { bills: 1 })).toEqual([]);
    const working = { ...pensioner, incomeKinds: ['pension', 'salary'] };
    expect(left('housing-subsidy', working, { bills: 1 })).toEqual(['5.1. Приложите справки о доходах']);
  });

  test('takes a family with incomes, a tenancy and a debt', () => {
    const answers = {
      ...alone,
      basis: 'rent',
      debt: 'agreed',
      hasIncome: 'yes',
      incomeKinds: ['salary'],
      income: 3000000,
      family: [member, { ...member, memberHasIncome: 'yes', memberIncome: 100000 }],
      payTo: 'account',
      bik: '044525225',
      account: '40817810099910004312',
    };
    expect(left('housing-subsidy', answers, { bills: 1, incomes: 2, tenancy: 1, instalments: 1 })).toEqual([
      '4.3. Счёт не подходит к БИК. Проверьте оба номера по реквизитам банка',
    ]);
    const { [0]: first } = left(
      'housing-subsidy',
      { ...answers, family: [{ ...member, memberBirthDate: '2030-01-01' }] },
      { bills: 1, incomes: 2, tenancy: 1, instalments: 1 },
    );
    expect(first).toMatch(/^3\.6\. Эта дата ещё не наступила/);
  });
});

describe('the kindergarten queue', () => {
  const child = {
    role: 'parent',
    childLastName: 'Смирнов',
    childFirstName: 'Пётр',
    childBirthDate: '2024-05-05',
    birthRecord: 'russia',
    birthActNumber: '123',
    wantedFrom: '2027-09-01',
    firstKindergarten: 'kg-7',
    anyKindergarten: 'yes',
    stay: 'full',
    specialNeeds: 'no',
    benefit: 'none',
  };

  test('needs no papers from a parent whose child was born in Russia', () => {
    expect(left('kindergarten-queue', child, {})).toEqual([]);
  });

  test('asks a guardian, a foreign birth, special needs and a benefit for theirs', () => {
    const answers = {
      ...child,
      role: 'guardian',
      birthRecord: 'abroad',
      specialNeeds: 'yes',
      conditions: ['speech'],
      benefit: 'military',
    };
    expect(left('kindergarten-queue', answers, {})).toHaveLength(4);
    expect(
      left('kindergarten-queue', answers, { guardianship: 1, foreignBirth: 1, commission: 1, benefitProof: 1 }),
    ).toEqual([]);
  });

  test('refuses a child of eight and more than three other kindergartens', () => {
    expect(left('kindergarten-queue', { ...child, childBirthDate: '2018-11-19' }, {})).toEqual([
      '2.2. Проверьте дату рождения: в очередь ставят детей до восьми лет',
    ]);
    expect(
      left('kindergarten-queue', { ...child, otherKindergartens: ['kg-1', 'kg-12', 'kg-20', 'kg-34'] }, {}),
    ).toHaveLength(1);
  });
});

describe('the change of personal data', () => {
  const change = {
    what: ['name'],
    reason: 'marriage',
    newLastName: 'Кузнецова',
    newPassport: '3420111222',
    newPassportIssuedOn: '2026-11-01',
    newPassportDepartment: '440001',
    newPassportIssuedBy: 'УМВД России по области',
  };

  test('takes a new name with its passport and papers, and tells what an approval changes', () => {
    expect(left('personal-data-change', change, { passportScan: 1, nameProof: 1 })).toEqual([]);
    expect(left('personal-data-change', change, { passportScan: 1 })).toEqual([
      '4.2. Приложите документ о смене имени',
    ]);
    const definition = service('personal-data-change');
    const { answers } = prefill(definition, change, knownData(anna, null), person.today);
    expect(profileChange(definition, answers, person)).toEqual({
      lastName: 'Кузнецова',
      firstName: 'Анна',
      middleName: 'Сергеевна',
      passportSeries: '3420',
      passportNumber: '111222',
      passportIssuedOn: '2026-11-01',
      passportIssuedBy: 'УМВД России по области',
      passportDepartment: '440001',
    });
  });

  test('changes nothing that was not asked for', () => {
    expect(
      profileChange(
        service('personal-data-change'),
        { ...change, what: ['birth'], newBirthDate: '1988-03-08', newBirthPlace: 'Галич' },
        person,
      ),
    ).toEqual({ birthDate: '1988-03-08', birthPlace: 'Галич' });
  });
});
