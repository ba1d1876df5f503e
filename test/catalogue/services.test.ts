import { describe, expect, test } from '@jest/globals';
import { readDefinitions } from '../../src/features/catalogue/actions.ts';
import { allFields } from '../../src/features/catalogue/definition/outline.ts';
import type { ServiceDefinition } from '../../src/features/catalogue/definition/service.ts';
import type { Answers, Circumstances } from '../../src/features/catalogue/form/answers.ts';
import { layOut } from '../../src/features/catalogue/form/layout.ts';
import { knownData, prefill } from '../../src/features/catalogue/form/prefill.ts';
import { checkApplication, type Attached } from '../../src/features/catalogue/form/problems.ts';
import { profileChange, resultText } from '../../src/features/catalogue/form/result.ts';
import { organisation, person } from './samples.ts';

const services = new Map((await readDefinitions()).map((definition) => [definition.slug, definition]));
const facts = {
  'application.number': '44-2026-000123-7',
  'application.date': '20.11.2026',
  'decision.date': '25.11.2026',
  'decision.text': 'Основание: дело 5.',
  'department.name': 'Ведомство',
  'applicant.name': 'Смирнова Анна Сергеевна',
};
const anna = {
  lastName: 'Смирнова',
  firstName: 'Анна',
  middleName: 'Сергеевна',
  birthDate: '1988-03-07',
  birthPlace: 'Кострома',
  passportSeries: '3412',
  passportNumber: '567890',
  snils: '11223344595',
  phone: '+79000000001',
  email: 'anna@example.test',
  registrationAddress: '156000, Кострома, ул. Советская, д. 1, кв. 5',
};
const romashka = {
  name: 'ООО «Ромашка»',
  inn: '7707083893',
  ogrn: '1027700132195',
  kpp: '770701001',
  address: '156000, Кострома, ул. Лесная, д. 2',
};

function service(slug: string): ServiceDefinition {
  const found = services.get(slug);
  if (!found) throw new Error(`${slug} is not shipped`);
  return found;
}

/** Fills a form as Анна would: from the profile, then by hand; answers what is still to be mended. */
function left(slug: string, answers: Answers, attached: Attached, about: Circumstances = person): string[] {
  const definition = service(slug);
  const filled = prefill(
    definition,
    answers,
    knownData(anna, about.applicant === 'organisation' ? romashka : null),
    about.today,
  );
  return checkApplication(definition, filled.answers, attached, about).map(
    ({ number, message }) => `${number}. ${message}`,
  );
}

test('five services are shipped', () => {
  expect([...services.keys()]).toEqual([
    'archive-reference',
    'earthworks-permit',
    'housing-subsidy',
    'kindergarten-queue',
    'personal-data-change',
  ]);
});

describe.each([...services.keys()])('%s', (slug) => {
  test('has three or four short pages for either applicant', () => {
    const { pages } = layOut(service(slug), { what: ['name', 'passport', 'birth'] }, person);
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.length).toBeLessThanOrEqual(4);
  });

  test('marks local sums and regulations as examples', () => {
    const { fee, regulation } = service(slug);
    expect(regulation.number).toContain('пример');
    if (fee.amount > 0 && 'note' in fee) expect(fee.note).toContain('пример');
  });

  test('asks every question in words that nobody else uses', () => {
    const ids = allFields(service(slug)).map(({ field }) => field.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

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

describe('the permit for earthworks', () => {
  const works = {
    place: 'Улица Лесная, дома 5–9',
    purpose: 'repair',
    networks: ['water'],
    surface: ['lawn'],
    area: 12.5,
    depth: 1.5,
    traffic: 'no',
    startDate: '2026-12-10',
    endDate: '2026-12-20',
    restoreDate: '2026-12-25',
    contractor: 'self',
    responsible: 'Петров, мастер',
    responsiblePhone: '+79000000002',
    restoration: true,
  };
  const papers = { scheme: 1, workPlan: 1, feeReceipt: 1 };

  test('is for an organisation and for a person, each with a page of its own', () => {
    expect(left('earthworks-permit', works, papers, organisation)).toEqual([]);
    expect(left('earthworks-permit', works, papers)).toEqual([]);
    expect(layOut(service('earthworks-permit'), {}, organisation).pages[0]?.id).toBe('organisation');
    expect(layOut(service('earthworks-permit'), {}, person).pages[0]?.id).toBe('applicant');
  });

  test('keeps the data of the person who acts out of an organisation’s application', () => {
    const filled = (of: Parameters<typeof knownData>[1]) =>
      Object.keys(prefill(service('earthworks-permit'), {}, knownData(anna, of), person.today).answers);
    expect(filled(romashka)).toEqual([
      'organisationName',
      'organisationInn',
      'organisationOgrn',
      'organisationAddress',
      'contactName',
      'contactPhone',
    ]);
    expect(filled(null)).toEqual([
      'lastName',
      'firstName',
      'middleName',
      'identity',
      'passport',
      'address',
      'phone',
      'email',
    ]);
  });

  test('demands a signature, and a receipt of the fee', () => {
    expect(service('earthworks-permit')).toMatchObject({ signature: 'qualified', fee: { amount: 150000 } });
    expect(left('earthworks-permit', works, { scheme: 1, workPlan: 1 })).toEqual([
      '4.4. Приложите квитанцию об оплате',
    ]);
  });

  test('keeps its dates in order', () => {
    const { [0]: first } = left('earthworks-permit', { ...works, endDate: '2026-12-09' }, papers);
    expect(first).toBe('3.2. Введите дату не раньше 10.12.2026');
    expect(left('earthworks-permit', { ...works, startDate: '2026-11-20' }, papers)[0]).toMatch(
      /^3\.1\. Введите дату не раньше 21\.11\.2026/,
    );
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

test('every result reads well when its form is complete', () => {
  const texts = [...services.values()].map((definition) =>
    resultText(definition, prefill(definition, {}, knownData(anna, romashka), person.today).answers, facts, person),
  );
  for (const { title, paragraphs } of texts) {
    expect([title, ...paragraphs].join(' ')).not.toContain('{{');
    expect(paragraphs).toContain('Основание: дело 5.');
  }
});
