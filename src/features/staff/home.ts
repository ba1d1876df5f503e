import type { Context } from '../../context.ts';
import { countedInWords } from '../../platform/values/number-words.ts';
import { plural } from '../../platform/values/plural.ts';
import type { Actor, StaffRole } from '../../platform/values/actor.ts';
import { countLimit, countQueue, kindOf, type KindCode } from '../cases/index.ts';
import { attemptDesk } from './attempts/rules.ts';
import { ringOf } from './queue/view.ts';

type Section = Readonly<{ kind: KindCode; path: string; title: string }>;

const sections: readonly Section[] = [
  { kind: 'application', path: '/staff/applications', title: 'Заявления' },
  { kind: 'confirmation', path: '/staff/confirmations', title: 'Подтверждение личности' },
];

/** The desk: what waits in the queues that the actor works on, the most pressing thing as the headline. */
export async function deskHome(ctx: Context, actor: Actor) {
  const mine = sections.filter(({ kind }) => rolesOf(kind).some((role) => actor.roles.includes(role)));
  const queues = await Promise.all(
    mine.map(async (section) => ({ ...section, counts: await countQueue(ctx, actor, section.kind) })),
  );
  const overdue = queues.reduce((sum, { counts }) => sum + counts.overdue, 0);
  const waiting = queues.reduce((sum, { counts }) => sum + counts.unassigned, 0);
  return {
    headline: headlineOf(queues.length, overdue, waiting),
    items: [
      ...queues.map(({ path, title, counts }) => ({
        title,
        href: path,
        text: `Всего ${ringOf(counts.all)} · мои ${ringOf(counts.mine)} · не назначены ${ringOf(counts.unassigned)}`,
        ...(counts.overdue > 0 && { stamp: { tone: 'bad', text: `Просрочено ${ringOf(counts.overdue)}` } }),
      })),
      ...(attemptDesk.who.some((role) => actor.roles.includes(role)) ? [attempts] : []),
    ],
  };
}

const attempts = {
  title: attemptDesk.title,
  href: attemptDesk.path,
  text: 'Найти по номеру, который назвал заявитель',
};

function rolesOf(kind: KindCode): readonly StaffRole[] {
  const { roles, observers } = kindOf(kind).officials;
  return [...roles, ...observers];
}

function headlineOf(queues: number, overdue: number, waiting: number): string {
  if (queues === 0) return 'Рабочее место';
  if (overdue >= countLimit) return 'Больше сотни дел просрочено';
  if (overdue > 0) return `${casesInWords(overdue)} ${plural(overdue, 'просрочено', 'просрочены', 'просрочены')}`;
  if (waiting >= countLimit) return 'Больше сотни дел ждут исполнителя';
  if (waiting === 0) return 'Все дела разобраны';
  return `${casesInWords(waiting)} ${plural(waiting, 'ждёт', 'ждут', 'ждут')} исполнителя`;
}

function casesInWords(count: number): string {
  return countedInWords(count, 'neuter', 'дело', 'дела', 'дел');
}
