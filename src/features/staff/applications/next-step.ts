import { counted } from '../../../platform/values/plural.ts';
import { quoted, sentences } from '../../../platform/values/sentences.ts';
import { formatDate } from '../../../platform/values/time.ts';
import { stampOf, workingDaysLeft, type Case } from '../../cases/index.ts';
import type { CaseFacts } from './view.ts';

/** A simple act: one button that posts the revision. */
type Act = Readonly<{ text: string; action: string; kind: 'main' | 'second' }>;

/** What the frame at the right says and offers. */
export type NextStep = Readonly<{
  over: string;
  title: string;
  /** Words under the title. */
  text: string;
  acts: readonly Act[];
  /** The choices of the decision's form; empty when there is nothing to decide. */
  verdicts: readonly Readonly<{ value: string; text: string }>[];
}>;

/** The one next step of a case for this official, with everything else they may do as second buttons. */
export function nextStep(facts: CaseFacts, path: string): NextStep {
  const { whole, stand, zone, now } = facts;
  const { record } = whole;
  const { moves } = stand;
  const act = (text: string, noun: string, kind: Act['kind'] = 'second'): Act => ({
    text,
    action: `${path}/${noun}`,
    kind,
  });
  const verdicts = [
    ...(moves.includes('approved') ? [{ value: 'approved', text: 'Одобрить' }] : []),
    ...(moves.includes('rejected') && record.closedAt === null ? [{ value: 'rejected', text: 'Отказать' }] : []),
  ];
  const takes = moves.includes('in_progress');
  return {
    over: overOf(record, zone),
    title: titleOf(record, now, zone),
    text: stand.why ?? textOf(facts),
    verdicts,
    acts: [
      ...(takes ? [act('Взять в работу', 'assignment', 'main')] : []),
      ...(moves.includes('checking') ? [act('Начать проверку', 'examination')] : []),
      ...(stand.mayAssign && !takes && record.assigneeId !== null ? [act('Передать себе', 'assignment')] : []),
      ...(moves.includes('ready') ? [act('Готово к выдаче', 'readiness')] : []),
      ...(moves.includes('archived') ? [act('В архив', 'archive')] : []),
    ],
  };
}

function overOf({ dueAt, closedAt }: Case, zone: string): string {
  if (closedAt !== null) return `Решено ${formatDate(closedAt, zone)}`;
  return dueAt === null ? 'Срок не установлен' : `Решение — до ${formatDate(dueAt, zone)}`;
}

function titleOf(record: Case, now: number, zone: string): string {
  const { dueAt, stoppedAt, closedAt } = record;
  if (closedAt !== null) return stampOf(record).text;
  if (stoppedAt !== null) return 'Срок стоит';
  if (dueAt === null) return 'Без срока';
  const days = workingDaysLeft(now, dueAt, zone);
  if (dueAt < now)
    return days === 0
      ? 'Срок прошёл'
      : `Просрочено на ${counted(-days, 'рабочий день', 'рабочих дня', 'рабочих дней')}`;
  return days === 0 ? 'Последний день' : counted(days, 'рабочий день', 'рабочих дня', 'рабочих дней');
}

/** What the case waits for, where there is nothing to press or the reason is worth a word. */
function textOf({ whole, zone, now }: CaseFacts): string {
  const { record, application, requests } = whole;
  if (record.status === 'documents_required') {
    const until = record.answerDueAt === null ? '' : ` до ${formatDate(record.answerDueAt, zone)}`;
    const late = record.answerDueAt !== null && record.answerDueAt < now;
    return late ? `Заявитель не ответил${until}. Можно отказать.` : `Ждём ответа заявителя${until}.`;
  }
  if (record.status === 'documents_received') {
    const answer = requests.at(-1)?.answer;
    return answer ? `Заявитель ответил: ${quoted(answer)}.` : 'Заявитель прислал документы.';
  }
  if (record.closedAt === null || record.status === 'withdrawn') return '';
  const decided = [record.assigneeName, application.decision?.reason].filter(Boolean).join(': ');
  const waits = record.status === 'approved' && application.result === null;
  return sentences(decided, waits ? 'Результат готовится: портал подписывает документ' : null);
}
