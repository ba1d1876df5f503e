import { counted } from '../../../platform/values/plural.ts';
import { formatDate, formatDateTime } from '../../../platform/values/time.ts';
import { stampOf, workingDaysLeft, type Case } from '../../cases/index.ts';
import type { QueueFacts } from './view.ts';

type Cell = string | Readonly<Record<string, unknown>>;

/** One case as a row of its queue. */
export function rowOf(facts: QueueFacts, item: Case): { cells: Cell[] } {
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

function dueText({ desk, zone }: QueueFacts, { dueAt, closedAt }: Case): Cell {
  if (dueAt === null || closedAt !== null) return '—';
  return desk.urgent ? formatDateTime(dueAt, zone).replace(/\.\d{4} /, ' ') : formatDate(dueAt, zone).slice(0, 5);
}

/** «3 дня», «сегодня», «−2 дня», «стоит»; minutes and hours where the term is that short. */
export function leftText({ desk, now, zone }: Pick<QueueFacts, 'desk' | 'now' | 'zone'>, item: Case): Cell {
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
