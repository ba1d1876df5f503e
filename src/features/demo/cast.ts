import type { StaffRole } from '../../platform/values/actor.ts';
import { completeOrganisationInn, completePersonInn } from '../../platform/values/inn.ts';
import { completeOgrn } from '../../platform/values/ogrn.ts';
import { completeSnils } from '../../platform/values/snils.ts';
import type { ProfilePatch } from '../profile/index.ts';

/** One of the ten people of the demo; the tests know the same ones. */
export type CastMember = Readonly<{
  login: string;
  name: Readonly<{ last: string; first: string; middle: string | null }>;
  phone: string;
  part: string;
  confirmed: boolean;
  roles: readonly StaffRole[];
  department: string | null;
  snils: string | null;
  inn: string | null;
  profile: ProfilePatch;
}>;

export const demoPassword = 'Demo-Kabinet-2026';

/** Departments that decide the shipped services see everything here: one specialist serves the whole demo. */
const everyDepartment = null;

function citizen(
  login: string,
  phone: string,
  [last, first, middle]: readonly [string, string, string],
  serial: number,
  part: string,
  profile: ProfilePatch,
): CastMember {
  const snils = completeSnils(`1122334${String(44 + serial)}`);
  const inn = completePersonInn(`44010123${String(45 + serial)}`);
  return {
    login,
    phone,
    name: { last, first, middle },
    part,
    confirmed: true,
    roles: [],
    department: null,
    snils,
    inn,
    profile: { ...profile, snils, inn },
  };
}

function official(
  login: string,
  phone: string,
  [last, first]: readonly [string, string],
  part: string,
  roles: readonly StaffRole[],
): CastMember {
  return {
    login,
    phone,
    name: { last, first, middle: null },
    part,
    confirmed: false,
    roles,
    department: everyDepartment,
    snils: null,
    inn: null,
    profile: {},
  };
}

export const cast = {
  anna: citizen(
    'anna',
    '+79000000001',
    ['Смирнова', 'Анна', 'Сергеевна'],
    1,
    'Личность подтверждена; возглавляет ООО «Ромашка»',
    {
      birthDate: '1986-04-12',
      birthPlace: 'г. Кострома',
      citizenship: 'Россия',
      passportSeries: '3412',
      passportNumber: '604417',
      passportIssuedOn: '2012-05-03',
      passportIssuedBy: 'Отделом УФМС России по Костромской области в г. Костроме',
      passportDepartment: '440-001',
      registrationAddress: '156000, г. Кострома, ул. Советская, д. 5, кв. 12',
    },
  ),
  boris: citizen(
    'boris',
    '+79000000002',
    ['Волков', 'Борис', 'Петрович'],
    2,
    'Личность подтверждена; в ООО «Ромашка» может только смотреть',
    {
      birthDate: '1979-11-30',
      birthPlace: 'г. Шарья',
      citizenship: 'Россия',
      passportSeries: '3409',
      passportNumber: '512206',
      passportIssuedOn: '2009-12-15',
      passportIssuedBy: 'ТП УФМС России по Костромской области в г. Шарье',
      passportDepartment: '440-014',
      registrationAddress: '157500, г. Шарья, ул. Ленина, д. 40, кв. 3',
    },
  ),
  vera: citizen(
    'vera',
    '+79000000003',
    ['Кузнецова', 'Вера', 'Игоревна'],
    3,
    'Личность подтверждена; к остальным отношения не имеет',
    {
      birthDate: '1994-07-21',
      birthPlace: 'г. Галич',
      citizenship: 'Россия',
      passportSeries: '3414',
      passportNumber: '733091',
      passportIssuedOn: '2014-08-05',
      passportIssuedBy: 'МП УФМС России по Костромской области в г. Галиче',
      passportDepartment: '440-007',
      registrationAddress: '157200, г. Галич, ул. Свободы, д. 18',
    },
  ),
  novichok: {
    login: 'novichok',
    phone: '+79000000004',
    name: { last: 'Орлов', first: 'Николай', middle: null },
    part: 'Личность не подтверждена',
    confirmed: false,
    roles: [],
    department: null,
    snils: null,
    inn: null,
    profile: {},
  },
  admin: official('admin', '+79000000010', ['Порталов', 'Администратор'], 'Администратор', ['administrator']),
  sergey: official('sergey', '+79000000011', ['Лебедев', 'Сергей'], 'Специалист: решает по заявлениям', ['specialist']),
  olga: official('olga', '+79000000012', ['Морозова', 'Ольга'], 'Начальник отдела', ['head']),
  petr: official('petr', '+79000000013', ['Соколов', 'Пётр'], 'Поддержка: проверяет личность', ['support']),
  irina: official('irina', '+79000000014', ['Белова', 'Ирина'], 'Безопасность', ['security']),
  maria: official('maria', '+79000000015', ['Зайцева', 'Мария'], 'Редактор', ['editor']),
} as const satisfies Record<string, CastMember>;

export type CastName = keyof typeof cast;

export const romashka = {
  name: 'Общество с ограниченной ответственностью «Ромашка»',
  shortName: 'ООО «Ромашка»',
  inn: completeOrganisationInn('440112233'),
  ogrn: completeOgrn('112440100123'),
  kpp: '440101001',
  address: '156000, г. Кострома, пр-т Мира, д. 21, офис 4',
  headName: 'Смирнова Анна Сергеевна',
} as const;

export function emailOf(member: Pick<CastMember, 'login'>): string {
  return `${member.login}@example.test`;
}
