import { formatDate } from '../../platform/values/time.ts';
import { kindOf } from './kinds/list.ts';
import type { Case, Step } from './records.ts';
import { statusRule, type Tone } from './rules.ts';

export type StampModel = Readonly<{ tone: Tone; text: string }>;

/** The stamp of a case: the words of its status and the shape that goes with them. */
export function stampOf({ kind, status }: Pick<Case, 'kind' | 'status'>): StampModel {
  const { tone, words } = statusRule(kindOf(kind), status);
  return { tone, text: words };
}

/** What a status means for the applicant, one sentence. */
export function hintOf({ kind, status }: Pick<Case, 'kind' | 'status'>): string {
  return statusRule(kindOf(kind), status).hint;
}

/** What a step is called in a history: the words of the status it led to, or the handing over of the case. */
export function stepTitle(kind: Case['kind'], step: Pick<Step, 'from' | 'to' | 'actorName'>): string {
  if (step.from === step.to) return 'Назначен исполнитель';
  return statusRule(kindOf(kind), step.to).words;
}

/** By when the applicant may expect the decision, or that its day has passed; times in UTC ms. */
export function decisionWords(
  { dueAt, stopped }: Readonly<{ dueAt: number | null; stopped: boolean }>,
  now: number,
  timeZone: string,
): string {
  if (stopped) return 'Срок остановлен';
  if (dueAt === null) return '';
  return dueAt < now
    ? `Срок решения прошёл ${formatDate(dueAt, timeZone)}`
    : `Решение до ${formatDate(dueAt, timeZone)}`;
}
