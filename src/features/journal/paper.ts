import type { PdfModel } from '../../platform/pdf/index.ts';
import { groupDigits } from '../../platform/values/plural.ts';
import { formatDate, formatDateTime } from '../../platform/values/time.ts';
import { actKinds } from './acts.ts';
import type { Line } from './lines.ts';
import type { JournalFilter } from './rules.ts';

type Input = Readonly<{
  region: Readonly<{ code: string; name: string }>;
  owner: string;
  filter: JournalFilter;
  lines: readonly Line[];
  /** There are older entries, which found no room. */
  cut: boolean;
  now: number;
  zone: string;
}>;

/** The journal as a paper: what the page shows, in the same words. */
export function journalPaper({ region, owner, filter, lines, cut, now, zone }: Input): PdfModel {
  return {
    title: 'Журнал действий',
    kindLine: 'Выписка',
    regionName: region.name,
    portalName: `Личный кабинет ${region.code}`,
    createdAt: now,
    zone,
    footer: 'Выписка из журнала действий. Записи журнала связаны в цепочку: изменить их незаметно нельзя.',
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: 'Чей журнал', value: owner },
          { label: 'Период', value: periodWords(filter, zone) },
          { label: 'Действия', value: filter.kind === undefined ? 'Все' : actKinds[filter.kind] },
          { label: 'Составлено', value: formatDateTime(now, zone) },
          { label: 'Записей', value: groupDigits(lines.length) },
        ],
      },
      ...(cut ? [{ kind: 'notice' as const, text: cutWords }] : []),
      {
        kind: 'table',
        columns: [
          { title: 'Когда', width: 0.72 },
          { title: 'Что', width: 1.2 },
          { title: 'Кто и откуда', width: 0.8 },
          { title: 'Итог', width: 0.5 },
        ],
        rows: lines.map((line) => [
          formatDateTime(line.at, zone),
          [line.words, line.note].filter(Boolean).join('\n'),
          [line.who, line.address].filter(Boolean).join('\n'),
          line.refused ? 'Отказано' : 'Выполнено',
        ]),
      },
    ],
  };
}

const cutWords = 'Здесь последние записи из тех, что подходят. Чтобы получить более ранние, задайте даты.';

function periodWords({ from, to }: JournalFilter, zone: string): string {
  const parts = [from !== undefined && `с ${formatDate(from, zone)}`, to !== undefined && `по ${formatDate(to, zone)}`];
  return parts.filter(Boolean).join(' ') || 'Весь';
}
