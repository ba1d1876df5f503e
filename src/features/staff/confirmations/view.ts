import type { Entered, FieldError } from '../../../http/forms.ts';
import type { Actor } from '../../../platform/values/actor.ts';
import { formatFileSize } from '../../../platform/values/file-size.ts';
import { formatPhone } from '../../../platform/values/phone.ts';
import { formatDateTime } from '../../../platform/values/time.ts';
import { formatAccountNumber, fullName, type Contacts, type Person } from '../../accounts/index.ts';
import {
  confirmationKind,
  mayLead,
  moverOf,
  nextMoves,
  stampOf,
  stepTitle,
  type Case,
  type Step,
} from '../../cases/index.ts';
import {
  fieldWords,
  identityFields,
  partWords,
  placeOf,
  refusedParts,
  shownValue,
  type Confirmation,
  type Identity,
} from '../../confirmation/index.ts';
import type { QueueDesk } from '../queue/view.ts';

export const confirmationDesk: QueueDesk = {
  path: '/staff/confirmations',
  tabs: ['all', 'mine', 'overdue', 'unassigned', 'closed'],
  titled: false,
  urgent: true,
};

export type ConfirmationFacts = Readonly<{
  record: Case;
  request: Confirmation;
  steps: readonly Step[];
  person: Person;
  contacts: Contacts;
  actor: Actor;
  now: number;
  zone: string;
}>;

export type Failure = Readonly<{ errors: readonly FieldError[]; entered: Entered; stale?: boolean }>;

/** The page of one request: what was stated beside the copy, and what the official may do now. */
export function confirmationPage(facts: ConfirmationFacts, failure?: Failure) {
  const { record, request, person, contacts, actor, now, zone } = facts;
  const moves = nextMoves(confirmationKind, record.status, 'official', { now, answerDueAt: null });
  const acts = moverOf(confirmationKind, record, actor) === 'official' && mayLead(record, actor);
  return {
    number: record.number,
    revision: record.revision,
    path: `${confirmationDesk.path}/${record.number}`,
    stamp: stampOf(record),
    applicant: record.applicantName,
    sentAt: formatDateTime(record.submittedAt, zone),
    due: record.dueAt === null ? '' : formatDateTime(record.dueAt, zone),
    late: record.dueAt !== null && record.closedAt === null && record.dueAt < now,
    lookAt: `${formatDateTime(now, zone)}, ${actor.name}`,
    groups: request.identity === null ? [] : groupsOf(request.identity, person),
    account: [
      { key: 'Учётная запись', value: formatAccountNumber(person.accountNumber) },
      { key: 'Зарегистрирован как', value: fullName(person) },
      { key: 'Телефон', value: formatPhone(contacts.phone), mark: { tone: 'done', text: 'Подтверждён' } },
      {
        key: 'Почта',
        value: contacts.email ?? '',
        ...(contacts.email !== null && { mark: { tone: 'done', text: 'Подтверждена' } }),
      },
    ],
    scans: request.scans.map(({ id, name, size, type }, at, { length }) => ({
      name,
      size: formatFileSize(size),
      place: placeOf(at, length),
      href: `${confirmationDesk.path}/${record.number}/files/${id}`,
      picture: type !== 'application/pdf',
    })),
    refusal: request.refusal && { part: partWords(request.refusal.part), reason: request.refusal.reason },
    mayTake: acts && moves.includes('checking'),
    mayDecide: acts && moves.includes('approved'),
    assignee: record.assigneeName ?? '',
    approved: record.status === 'approved',
    closed: closedWords(record),
    why: whyNot(record, actor),
    verdicts: [
      { value: 'approve', text: 'Всё совпало — подтвердить' },
      { value: 'refuse', text: 'Отказать' },
    ],
    parts: refusedParts.map((part) => ({ value: part, text: partWords(part) })),
    items: facts.steps.toReversed().map((step) => historyRow(step, zone)),
    errors: failure?.errors ?? [],
    entered: failure?.entered ?? {},
    stale: failure?.stale ?? false,
  };
}

function closedWords({ status, assigneeName }: Case): string {
  if (status === 'approved')
    return `Личность подтверждена. Решение: ${assigneeName ?? 'сотрудник'}. Копия паспорта удалена.`;
  return status === 'withdrawn' ? 'Заявитель отозвал запрос. Данные и копия паспорта удалены.' : '';
}

/** Why somebody who sees an open request may not decide it. */
function whyNot(record: Case, actor: Actor): string {
  if (moverOf(confirmationKind, record, actor) !== 'official')
    return 'Это ваш собственный запрос: его решает другой сотрудник.';
  return `Запрос проверяет ${record.assigneeName ?? 'другой сотрудник'}. Решает тот, кто проверяет, или руководитель.`;
}

function historyRow(step: Step, zone: string) {
  const who = step.mover === 'official' ? step.actorName : 'Заявитель';
  return {
    at: formatDateTime(step.at, zone),
    title: stepTitle('confirmation', step),
    text: step.reason === null ? who : `${who}: ${step.reason.text}`,
  };
}

/** What was stated, in the order of the passport; a name that is not the registered one stands out. */
function groupsOf(identity: Identity, person: Person) {
  const registered = { lastName: person.name.last, firstName: person.name.first, middleName: person.name.middle ?? '' };
  const item = (field: (typeof identityFields)[number]) => {
    const value = shownValue(identity, field);
    const known = field in registered ? registered[field as keyof typeof registered] : value;
    const differs = known !== value;
    return {
      key: fieldWords[field],
      value,
      alert: differs,
      ...(differs && { mark: { tone: 'wait', text: known === '' ? 'Не было' : `Было: ${known}` } }),
      ...(!differs && value !== '' && { mark: { tone: 'none', text: 'Со слов' } }),
    };
  };
  return [
    { title: '1. Заявитель', items: identityFields.slice(0, 5).map(item) },
    { title: '2. Паспорт', items: identityFields.slice(5, 10).map(item) },
    { title: '3. Номера и адрес', items: identityFields.slice(10).map(item) },
  ];
}
