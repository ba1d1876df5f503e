import { formatDateTime } from '../../platform/values/time.ts';
import { actKinds } from './acts.ts';
import { writeCursor, type JournalQuery } from './forms.ts';
import type { Line } from './lines.ts';
import type { JournalCursor } from './store.ts';

export const pageSize = 30;

type Input = Readonly<{ query: JournalQuery; lines: readonly Line[]; next: JournalCursor | null; timeZone: string }>;

/** «Журнал действий»: filter, entries, the way on, the paper with the same entries. */
export function journalPage({ query, lines, next, timeZone }: Input) {
  const { entered, mistakes, after } = query;
  const looking = Object.values(entered).some((value) => value !== '');
  return {
    entered,
    errors: mistakes,
    kinds: Object.entries(actKinds).map(([value, text]) => ({ value, text })),
    rows: lines.map((line) => rowOf(line, timeZone)),
    paperHref: lines.length === 0 ? null : addressOf('/journal/file', entered),
    first: after === null ? null : addressOf('/journal', entered),
    next: next === null ? null : addressOf('/journal', { ...entered, after: writeCursor(next) }),
    empty: looking
      ? { text: 'По этим условиям записей нет.', action: { href: '/journal', text: 'Сбросить условия' } }
      : { text: 'Записей пока нет.' },
    announcement: lines.length === 0 ? 'Записей нет' : `Показано записей: ${lines.length}`,
  };
}

function rowOf({ at, words, note, href, who, address, refused }: Line, timeZone: string) {
  return {
    cells: [
      formatDateTime(at, timeZone),
      { text: words, ...(href !== null && { href }), ...(note !== '' && { note }) },
      { text: who, ...(address !== '' && { note: address }) },
      { mark: refused ? { tone: 'bad', text: 'Отказано' } : { tone: 'done', text: 'Выполнено' } },
    ],
  };
}

function addressOf(path: string, values: JournalQuery['entered']): string {
  const given = Object.entries(values).filter((pair): pair is [string, string] => pair[1] !== '');
  const query = new URLSearchParams(given).toString();
  return query === '' ? path : `${path}?${query}`;
}
