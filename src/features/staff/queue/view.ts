import { formatIsoDate } from '../../../platform/values/date.ts';
import { counted } from '../../../platform/values/plural.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import {
  countLimit,
  deadlineGroup,
  groupBorders,
  stampOf,
  workingDaysLeft,
  type Case,
  type DeadlineGroup,
  type QueuePage,
  type QueueTab,
} from '../../cases/index.ts';
import { cursorText, type QueueQuery } from './query.ts';

export type Cell = string | Readonly<Record<string, unknown>>;
type Counts = Readonly<Partial<Record<QueueTab, number>>>;

/** How a kind of case stands in its queue. */
export type QueueDesk = Readonly<{
  path: string;
  tabs: readonly QueueTab[];
  /** The service stands in a column of its own. */
  titled: boolean;
  /** Terms are a matter of minutes, not of days. */
  urgent: boolean;
}>;

type Facts = Readonly<{ desk: QueueDesk; query: QueueQuery; counts: Counts; now: number; zone: string }>;

const tabWords: Readonly<Record<QueueTab, string>> = {
  all: 'Все',
  mine: 'Мои',
  overdue: 'Просрочено',
  unassigned: 'Не назначены',
  waiting: 'Ждут заявителя',
  closed: 'Решённые',
};

const empties: Readonly<Record<QueueTab, string>> = {
  all: 'В очереди никого нет.',
  mine: 'На вас сейчас ничего не записано.',
  overdue: 'Просроченных нет.',
  unassigned: 'Всё разобрано.',
  waiting: 'Никто не должен нам ответа.',
  closed: 'Решённых пока нет.',
};

/** «99+» where counting stopped. */
export function ringOf(count: number): string {
  return count >= countLimit ? `${countLimit - 1}+` : String(count);
}

/** The queue: tabs with their counts, and the cases in groups by deadline, overdue ones first. */
export function queuePage(facts: Facts, page: QueuePage) {
  const { desk, query } = facts;
  const { tab } = query;
  const whole = page.next === null && query.after === null;
  const parts =
    tab === 'closed'
      ? { rows: page.items.map((item) => rowOf(facts, item)) }
      : { groups: groupsOf(facts, page, whole) };
  return {
    path: desk.path,
    words: '',
    found: null,
    tabItems: tabsOf(facts),
    columns: columnsOf(desk, tab === 'closed'),
    rows: null,
    groups: null,
    ...parts,
    empty: empties[tab],
    next: page.next && `${desk.path}?tab=${tab}&after=${cursorText(page.next)}`,
  };
}

/** What a search by surname found. */
export function foundPage(facts: Facts, items: readonly Case[]) {
  const { desk, query } = facts;
  return {
    path: desk.path,
    words: query.words,
    found: items.length === 0 ? null : counted(items.length, 'дело', 'дела', 'дел'),
    tabItems: tabsOf(facts).map((tab) => ({ ...tab, current: false })),
    columns: columnsOf(desk, false),
    rows: items.map((item) => rowOf(facts, item)),
    groups: null,
    empty: 'Ничего не найдено. Ищите по номеру целиком или по фамилии без сокращений.',
    next: null,
  };
}

function tabsOf({ desk, query, counts }: Facts) {
  return desk.tabs.map((tab) => {
    const count = counts[tab];
    return {
      text: tabWords[tab],
      href: tab === 'all' ? desk.path : `${desk.path}?tab=${tab}`,
      current: tab === query.tab,
      count: count === undefined ? null : ringOf(count),
      ...(tab === 'overdue' && count !== undefined && count > 0 && { tone: 'bad' }),
    };
  });
}

function columnsOf({ titled }: QueueDesk, closed: boolean) {
  const term = closed
    ? [{ text: 'Решено', kind: 'short' }]
    : [
        { text: 'Срок', kind: 'short' },
        { text: 'Осталось', kind: 'short' },
      ];
  return [
    { text: 'Номер', kind: 'short' },
    ...(titled ? [{ text: 'Услуга' }] : []),
    { text: 'Заявитель' },
    { text: 'Состояние' },
    ...term,
    { text: 'Исполнитель' },
  ];
}

const groupTones: Readonly<Record<DeadlineGroup, string>> = {
  overdue: 'bad',
  today: 'wait',
  soon: 'info',
  later: 'none',
  paused: 'none',
};

function groupsOf(facts: Facts, { items }: QueuePage, whole: boolean) {
  const borders = groupBorders(facts.now, facts.zone);
  const titles: Readonly<Record<DeadlineGroup, string>> = {
    overdue: 'Просрочено',
    today: 'Срок сегодня',
    soon: `До ${formatIsoDate(borders.soonDate).slice(0, 5)}`,
    later: 'Позже',
    paused: 'Срок стоит: ждём заявителя',
  };
  const groups = Object.groupBy(items, ({ queueAt, stoppedAt }) =>
    deadlineGroup({ queueAt: queueAt ?? 0, stoppedAt }, borders),
  );
  return (Object.keys(titles) as DeadlineGroup[]).flatMap((group) => {
    const inside = groups[group] ?? [];
    if (inside.length === 0) return [];
    const count = whole ? ` — ${inside.length}` : group === 'overdue' ? ` — ${ringOf(facts.counts.overdue ?? 0)}` : '';
    return [
      { title: `${titles[group]}${count}`, tone: groupTones[group], rows: inside.map((item) => rowOf(facts, item)) },
    ];
  });
}

function rowOf(facts: Facts, item: Case): { cells: Cell[] } {
  const { desk, query, zone } = facts;
  const closed = query.tab === 'closed' && query.words === '';
  const cells: Cell[] = [
    // Region and year are the same down the whole column.
    { text: item.number.slice(8), href: `${desk.path}/${item.number}` },
    ...(desk.titled ? [item.title] : []),
    item.applicantName,
    { mark: stampOf(item) },
    ...(closed ? [formatDate(item.closedAt ?? item.statusAt, zone)] : [dueText(facts, item), leftText(facts, item)]),
    item.assigneeName === null ? 'не назначен' : surnameOf(item.assigneeName),
  ];
  return { cells };
}

function dueText({ desk, zone }: Facts, { dueAt, closedAt }: Case): Cell {
  if (dueAt === null || closedAt !== null) return '—';
  return desk.urgent ? formatDateTime(dueAt, zone).replace(/\.\d{4} /, ' ') : formatDate(dueAt, zone).slice(0, 5);
}

/** «3 дня», «сегодня», «−2 дня», «стоит»; minutes and hours where the term is that short. */
export function leftText({ desk, now, zone }: Pick<Facts, 'desk' | 'now' | 'zone'>, item: Case): Cell {
  const { dueAt, stoppedAt, closedAt } = item;
  if (closedAt !== null || dueAt === null) return '—';
  if (stoppedAt !== null) return 'стоит';
  if (desk.urgent) return minutesLeft(Math.round((dueAt - now) / 60_000));
  const days = workingDaysLeft(now, dueAt, zone);
  if (dueAt < now)
    return {
      text: days === 0 ? 'срок прошёл' : `−${counted(-days, 'день', 'дня', 'дней')}`,
      strong: true,
      tone: 'bad',
    };
  return days === 0 ? { text: 'сегодня', strong: true } : counted(days, 'день', 'дня', 'дней');
}

function minutesLeft(minutes: number): Cell {
  const size = Math.abs(minutes);
  const words =
    size < 60
      ? `${size} мин`
      : size < 48 * 60
        ? `${Math.round(size / 60)} ч`
        : counted(Math.round(size / 1440), 'день', 'дня', 'дней');
  return minutes < 0 ? { text: `−${words}`, strong: true, tone: 'bad' } : words;
}

/** «Лебедев» from «Сергей Лебедев». */
function surnameOf(name: string): string {
  return name.split(' ').at(-1) ?? name;
}
