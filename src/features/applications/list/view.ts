import type { Entered } from '../../../http/forms.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { decisionWords, kindOf, stampOf } from '../../cases/index.ts';
import type { OpenDraft } from '../drafts/lines.ts';
import { writeCursor, type ListQuery } from './forms.ts';
import { orders, statusOrder, type Order } from './rules.ts';
import { countLimit, type ApplicationLine, type ListPage } from './store.ts';

const orderWords: Readonly<Record<Order, string>> = {
  date: 'сначала новые',
  status: 'по состоянию',
  number: 'по номеру',
};

type Input = Readonly<{
  query: ListQuery;
  page: ListPage;
  drafts: readonly OpenDraft[];
  services: readonly Readonly<{ slug: string; title: string }>[];
  mayChange: boolean;
  now: number;
  timeZone: string;
}>;

/** «Мои заявления»: filters, rows, order and the way on. */
export function listPage({ query, page, drafts, services, mayChange, now, timeZone }: Input) {
  const { filter, entered, mistakes } = query;
  const { lines, found, next } = page;
  const looking = ['q', 'service', 'state', 'from', 'to'].some((name) => entered[name] !== '');
  return {
    archive: filter.archive,
    entered,
    errors: mistakes,
    looking,
    mayChange,
    services: services.map(({ slug, title }) => ({ value: slug, text: title })),
    statuses: statusOrder
      .filter((status) => status !== 'archived')
      .map((status) => ({ value: status, text: wordsOf(status) })),
    folders: [
      { text: 'Текущие', href: '/applications', current: !filter.archive, count: null },
      { text: 'Архив', href: '/applications?tab=archive', current: filter.archive, count: null },
    ],
    drafts: filter.archive || looking || query.after !== null ? [] : drafts.map((draft) => draftRow(draft, timeZone)),
    summary: summaryWords(found, lines.length),
    orders: orders.map((order) => ({
      text: orderWords[order],
      href: addressOf({ ...entered, order }),
      current: order === filter.order,
    })),
    lines: lines.map((line) => rowOf(line, now, timeZone)),
    next: next === null ? null : addressOf({ ...entered, after: writeCursor(next) }),
    begun: query.after === null,
    first: addressOf(entered),
    empty: emptyState(filter.archive, looking, mayChange),
  };
}

function wordsOf(status: string): string {
  return kindOf('application').statuses[status]?.words ?? status;
}

function draftRow({ id, title, savedAt, expiresAt }: OpenDraft, timeZone: string) {
  return {
    lead: formatDate(savedAt, timeZone),
    title,
    href: `/applications/drafts/${id}`,
    note: 'Не отправлено',
    stamp: { tone: 'none', text: 'Черновик' },
    next: `Хранится до ${formatDate(expiresAt, timeZone)}`,
  };
}

function rowOf(line: ApplicationLine, now: number, timeZone: string) {
  return {
    lead: formatDate(line.submittedAt, timeZone),
    title: line.title,
    href: `/applications/${line.number}`,
    note: line.number,
    stamp: stampOf({ kind: 'application', status: line.status }),
    next: nextWords(line, now, timeZone),
  };
}

/** The next step beside the stamp: whose turn it is, and by when. */
export function nextWords(line: ApplicationLine, now: number, timeZone: string): string {
  const { status, dueAt, answerDueAt, stopped } = line;
  const day = (at: number) => formatDate(at, timeZone);
  if (status === 'documents_required')
    return answerDueAt === null ? 'Ведомство ждёт ответа' : `Ответьте до ${day(answerDueAt)}`;
  if (status === 'approved') return line.hasResult ? 'Документ в разделе «Документы»' : 'Готовим документ';
  if (status === 'ready') return 'Скачайте PDF или заберите бумагу';
  if (status === 'rejected') return 'Причина — на странице заявления';
  if (status === 'withdrawn') return `Вы отозвали ${day(line.statusAt)}`;
  if (status === 'archived') return `В архиве с ${day(line.statusAt)}`;
  return decisionWords({ dueAt, stopped }, now, timeZone);
}

function summaryWords(found: number, shown: number): string {
  if (found === 0) return 'Ничего не найдено';
  const number = found >= countLimit ? '99+' : String(found);
  return found === shown ? `Найдено ${number}` : `Найдено ${number}, показано ${shown}`;
}

function emptyState(archive: boolean, looking: boolean, mayChange: boolean) {
  const all = archive ? '/applications?tab=archive' : '/applications';
  if (looking) return { text: 'По этим условиям заявлений нет.', action: { href: all, text: 'Сбросить условия' } };
  if (archive) return { text: 'В архиве пусто. Завершённые заявления попадают сюда сами.' };
  const text = 'Отправленных заявлений пока нет. Выберите услугу, и первое появится здесь.';
  return mayChange ? { text, action: { href: '/services', text: 'Выбрать услугу' } } : { text };
}

/** The address of the list with these filters; what is empty is left out. */
function addressOf(values: Entered): string {
  const given = Object.entries(values).flatMap(([name, value]) => {
    if (typeof value !== 'string' || value === '' || (name === 'order' && value === 'date')) return [];
    return [[name, value] as [string, string]];
  });
  const query = new URLSearchParams(given).toString();
  return query === '' ? '/applications' : `/applications?${query}`;
}
