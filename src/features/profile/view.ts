import { formatAccountNumber, fullName, type Contacts, type Person } from '../accounts/index.ts';
import { formatDepartmentCode } from '../../platform/values/passport.ts';
import { formatPhone } from '../../platform/values/phone.ts';
import { formatSnils } from '../../platform/values/snils.ts';
import { formatDate } from '../../platform/values/time.ts';
import type { ProfileEntries, ProfileKey } from './rules.ts';

const levelWords = {
  simplified: {
    text: 'Упрощённая',
    tone: 'none',
    means: 'Телефон подтверждён. Можно искать услуги и готовить черновики.',
  },
  standard: {
    text: 'Стандартная',
    tone: 'info',
    means: 'Данные проверены автоматически. Для подачи заявлений подтвердите личность.',
  },
  confirmed: { text: 'Подтверждённая', tone: 'done', means: 'Личность подтверждена. Доступны все услуги.' },
} as const;

const labels: Readonly<Record<ProfileKey, string>> = {
  birthDate: 'Дата рождения',
  birthPlace: 'Место рождения',
  citizenship: 'Гражданство',
  passportSeries: 'Серия паспорта',
  passportNumber: 'Номер паспорта',
  passportIssuedOn: 'Дата выдачи',
  passportIssuedBy: 'Кем выдан',
  passportDepartment: 'Код подразделения',
  snils: 'СНИЛС',
  inn: 'ИНН',
  registrationAddress: 'Адрес регистрации',
  residenceAddress: 'Адрес проживания',
};

const groups: readonly Readonly<{ title: string; keys: readonly ProfileKey[] }>[] = [
  { title: 'Рождение и гражданство', keys: ['birthDate', 'birthPlace', 'citizenship'] },
  {
    title: 'Паспорт',
    keys: ['passportSeries', 'passportNumber', 'passportIssuedOn', 'passportIssuedBy', 'passportDepartment'],
  },
  { title: 'СНИЛС и ИНН', keys: ['snils', 'inn'] },
  { title: 'Адреса', keys: ['registrationAddress', 'residenceAddress'] },
];

/** «Мой профиль»: everything on one page, each value with its source, and what is missing by name. */
export function profilePage(person: Person, contacts: Contacts, entries: ProfileEntries, timeZone: string) {
  const level = levelWords[person.level];
  const missing = (Object.keys(labels) as ProfileKey[]).filter(
    (key) => entries[key] === undefined && key !== 'residenceAddress',
  );
  return {
    name: fullName(person),
    accountNumber: formatAccountNumber(person.accountNumber),
    level,
    confirmed: person.level === 'confirmed',
    contacts: [
      { key: 'Телефон', value: formatPhone(contacts.phone), mark: { tone: 'done', text: 'Подтверждён' } },
      contacts.email === null
        ? {
            key: 'Электронная почта',
            value: '',
            change: { href: '/settings/security/email', text: 'Указать', about: 'электронную почту' },
          }
        : { key: 'Электронная почта', value: contacts.email, mark: { tone: 'done', text: 'Подтверждена' } },
    ],
    groups: groups.map(({ title, keys }) => ({
      title,
      known: keys.some((key) => entries[key] !== undefined),
      items: keys.map((key) => factOf(key, entries, timeZone)),
    })),
    missing: missing.map((key) => (key === 'inn' || key === 'snils' ? labels[key] : labels[key].toLowerCase())),
  };
}

function factOf(key: ProfileKey, entries: ProfileEntries, timeZone: string) {
  const entry = entries[key];
  if (entry === undefined) return { key: labels[key], value: '' };
  const mark =
    entry.source === 'confirmed'
      ? { tone: 'done', text: `Проверено ${formatDate(entry.at, timeZone)}` }
      : { tone: 'none', text: 'Со слов' };
  return { key: labels[key], value: shown(key, entry.value), mark };
}

function shown(key: ProfileKey, value: string): string {
  if (key === 'snils') return formatSnils(value);
  if (key === 'passportDepartment' && /^\d{6}$/u.test(value)) return formatDepartmentCode(value);
  if (key === 'birthDate' || key === 'passportIssuedOn') return value.split('-').toReversed().join('.');
  // Enough to recognise the document, not enough to use it when somebody looks over the shoulder.
  if (key === 'passportNumber') return `••••${value.slice(-2)}`;
  return value;
}
