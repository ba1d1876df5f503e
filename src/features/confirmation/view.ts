import type { Entered, FieldError } from '../../http/forms.ts';
import type { KeptFile } from '../../platform/files/file-store.ts';
import { formatIsoDate, type IsoDate } from '../../platform/values/date.ts';
import { formatFileSize } from '../../platform/values/file-size.ts';
import { formatInn } from '../../platform/values/inn.ts';
import { formatDepartmentCode } from '../../platform/values/passport.ts';
import { formatPhone } from '../../platform/values/phone.ts';
import { formatSnils } from '../../platform/values/snils.ts';
import { formatDateTime } from '../../platform/values/time.ts';
import { limitWords } from '../../platform/values/upload-limits.ts';
import type { Contacts } from '../accounts/index.ts';
import { confirmationKind, hintOf, stagesOf, stampOf, type Case } from '../cases/index.ts';
import {
  fieldWords,
  identityFields,
  mostScans,
  partWords,
  type Identity,
  type IdentityField,
  type Refusal,
} from './rules.ts';

/** The form is numbered as a paper one: section, then question. */
const sections: readonly (readonly IdentityField[])[] = [
  ['lastName', 'firstName', 'middleName', 'birthDate', 'birthPlace'],
  ['passportSeries', 'passportNumber', 'passportIssuedOn', 'passportDepartment', 'passportIssuedBy'],
  ['snils', 'inn', 'registrationAddress'],
];

/** «1.4» by field; the parts of a date have the number of their date. */
export const fieldNumbers: Readonly<Record<string, string>> = Object.fromEntries([
  ...sections.flatMap((fields, at) => fields.flatMap((field, place) => numbered(field, `${at + 1}.${place + 1}`))),
  ['scan', '4.1'],
]);

function numbered(field: string, number: string): [string, string][] {
  return ['', '-day', '-month', '-year'].map((part) => [`${field}${part}`, number]);
}

/** A value as people read it. */
export function shownValue(identity: Identity, field: IdentityField): string {
  const value = identity[field] ?? '';
  if (value === '') return '';
  if (field === 'snils') return formatSnils(value);
  if (field === 'inn') return formatInn(value);
  if (field === 'passportDepartment') return formatDepartmentCode(value);
  return field === 'birthDate' || field === 'passportIssuedOn' ? formatIsoDate(value as IsoDate) : value;
}

type FormFacts = Readonly<{
  entered: Entered;
  errors?: readonly FieldError[];
  scans: readonly KeptFile[];
  contacts: Contacts;
  refusal: (Refusal & Readonly<{ number: string }>) | null;
  /** Number of the request that the person has taken back, while nothing new is begun. */
  withdrawn: string | null;
  uploadBytes: number;
}>;

/** «Подтверждение личности»: the form, with what is known filled in. */
export function formPage({ entered, errors = [], scans, contacts, refusal, withdrawn, uploadBytes }: FormFacts) {
  return {
    entered,
    errors,
    numbers: fieldNumbers,
    limits: limitWords({ maxBytes: uploadBytes, maxFiles: mostScans }),
    files: scans.map(fileOf),
    full: scans.length >= mostScans,
    phone: formatPhone(contacts.phone),
    email: contacts.email ?? '',
    withdrawn,
    refusal: refusal && {
      number: refusal.number,
      part: partWords(refusal.part),
      href: `#${refusal.part}`,
      reason: refusal.reason,
    },
  };
}

/** What the person agrees to (152-ФЗ, article 9); a change of these words is a new version of the consent. */
const consentTerms = [
  { key: 'Цель', value: 'Проверить, что учётная запись принадлежит мне.' },
  {
    key: 'Данные',
    value: 'Те, что перечислены выше, и копия паспорта с фотографией. Сравнивает их человек, без распознавания лиц.',
  },
  { key: 'Действия', value: 'Хранение в зашифрованном виде, просмотр сотрудником, внесение в профиль, удаление.' },
  {
    key: 'Срок',
    value:
      'Копия паспорта удаляется сразу после решения. Если личность подтвердят, данные войдут в профиль; если откажут, их удалят через 30 дней.',
  },
  {
    key: 'Отзыв',
    value:
      'До решения согласие можно отозвать на странице запроса. Данные и копия удалятся сразу, личность останется неподтверждённой.',
  },
  { key: 'Основание', value: 'Статьи 6 и 9 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных».' },
];

/** The page of the consent: what will be sent, once more, and the consent itself. */
export function consentPage(
  { identity, scans }: Readonly<{ identity: Identity; scans: readonly KeptFile[] }>,
  errors: readonly FieldError[] = [],
) {
  const facts = identityFields.map((field) => ({
    key: fieldWords[field],
    value: shownValue(identity, field),
    number: fieldNumbers[field] ?? '',
    change: { href: `/confirmation#${field}`, about: fieldWords[field] },
  }));
  return {
    facts: [
      ...facts,
      ...scans.map(fileOf).map(({ href, name, size }, at) => {
        const key = `Копия паспорта${placeOf(at, scans.length)}`;
        return {
          key,
          link: { href, text: `${name}, ${size}` },
          number: fieldNumbers['scan'] ?? '',
          change: { href: '/confirmation#scan', about: key },
        };
      }),
    ],
    terms: consentTerms,
    errors,
    name: [identity.lastName, identity.firstName, identity.middleName].filter(Boolean).join(' '),
  };
}

/** The page of a request that waits: its number, its real state, and when an answer is to be expected. */
export function statePage(record: Case, ahead: number, now: number, timeZone: string) {
  const { dueAt, number, revision } = record;
  return {
    title: record.status === 'checking' ? 'Запрос проверяют' : 'Запрос отправлен',
    number,
    revision,
    hint: hintOf(record),
    items: stagesOf(confirmationKind, record.status),
    sentAt: formatDateTime(record.submittedAt, timeZone),
    late: dueAt !== null && dueAt < now,
    facts: [
      { key: 'Состояние', value: stampOf(record).text },
      { key: 'Ответ до', value: dueAt === null ? '' : formatDateTime(dueAt, timeZone) },
      { key: 'Перед вами', value: ahead === 0 ? 'никого' : `${ahead > 99 ? '99+' : ahead} в очереди` },
    ],
  };
}

/** «, файл 1 из 2»: tells the copies apart; '' where there is only one. */
export function placeOf(at: number, total: number): string {
  return total > 1 ? `, файл ${at + 1} из ${total}` : '';
}

function fileOf(file: KeptFile) {
  return { id: file.id, name: file.name, size: formatFileSize(file.size), href: `/confirmation/files/${file.id}` };
}
