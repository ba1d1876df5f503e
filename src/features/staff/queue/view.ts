import { formatIsoDate } from '../../../platform/values/date.ts';
import { counted } from '../../../platform/values/plural.ts';
import {
  countLimit,
  deadlineGroup,
  groupBorders,
  type Case,
  type DeadlineGroup,
  type QueuePage,
  type QueueTab,
} from '../../cases/index.ts';
import { cursorText, type QueueQuery } from './query.ts';
import { rowOf } from './rows.ts';

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

export type QueueFacts = Readonly<{ desk: QueueDesk; query: QueueQuery; counts: Counts; now: number; zone: string }>;

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
export function queuePage(facts: QueueFacts, page: QueuePage) {
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
    waiting: hasWaiting(facts),
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
export function foundPage(facts: QueueFacts, items: readonly Case[]) {
  const { desk, query } = facts;
  return {
    path: desk.path,
    words: query.words,
    waiting: hasWaiting(facts),
    found: items.length === 0 ? null : counted(items.length, 'дело', 'дела', 'дел'),
    tabItems: tabsOf(facts).map((tab) => ({ ...tab, current: false })),
    columns: columnsOf(desk, false),
    rows: items.map((item) => rowOf(facts, item)),
    groups: null,
    empty: 'Ничего не найдено. Ищите по номеру целиком или по фамилии без сокращений.',
    next: null,
  };
}

/** Is there a case that nobody has taken? */
function hasWaiting({ counts }: QueueFacts): boolean {
  return (counts.unassigned ?? 0) > 0;
}

function tabsOf({ desk, query, counts }: QueueFacts) {
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
        { text: 'Срок', kind: 'short', narrow: 'gone' },
        { text: 'Осталось', kind: 'short', narrow: 'corner' },
      ];
  return [
    { text: 'Номер', kind: 'short' },
    ...(titled ? [{ text: 'Услуга', narrow: 'bare' }] : []),
    { text: 'Заявитель', narrow: 'bare' },
    { text: 'Состояние', narrow: 'bare' },
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

function groupsOf(facts: QueueFacts, { items }: QueuePage, whole: boolean) {
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
