import type { IsoDate } from '../../../platform/values/date.ts';
import type { Field } from '../definition/fields.ts';
import { allFields, allGroups } from '../definition/outline.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import { answerTo, itemsOf, type Answer, type Answers, type ItemAnswers } from './answers.ts';
import { enteredFrom, linesOf } from './entry.ts';
import { interpret } from './interpret.ts';

/** An answer that could not be taken over: its former question and words, and why. */
export type Dropped = Readonly<{ label: string; value: string; reason: 'no longer asked' | 'does not fit' }>;

/**
 * Brings answers to another version of the service. Kept is what the new version still asks under the same name and what
 * still fits its question; the rest is reported in the words of the old version, so that nothing vanishes in silence.
 * `documents`: ids of documents that the new version no longer asks for; their files need a decision of the person.
 */
export function migrateAnswers(
  from: ServiceDefinition,
  to: ServiceDefinition,
  answers: Answers,
  today: IsoDate,
): { answers: Answers; dropped: Dropped[]; documents: string[] } {
  const dropped: Dropped[] = [];
  const once = (definition: ServiceDefinition) =>
    allFields(definition).flatMap(({ field, group }) => (group ? [] : [field]));
  const next: Record<string, Answer | readonly ItemAnswers[]> = move(once(from), once(to), answers, today, dropped);
  for (const group of allGroups(from)) {
    const target = allGroups(to).find(({ id }) => id === group.id);
    const inside = (definition: ServiceDefinition) =>
      allFields(definition).flatMap((placed) => (placed.group?.id === group.id ? [placed.field] : []));
    const items = itemsOf(answers, group.id);
    const moved = items.map((item) => move(inside(from), target ? inside(to) : [], item, today, dropped));
    if (target && items.length > 0) next[group.id] = moved.slice(0, target.max);
  }
  const kept = new Set(to.documents.map(({ id }) => id));
  return { answers: next, dropped, documents: from.documents.map(({ id }) => id).filter((id) => !kept.has(id)) };
}

function move(
  from: readonly Field[],
  to: readonly Field[],
  answers: Answers | ItemAnswers,
  today: IsoDate,
  dropped: Dropped[],
): Record<string, Answer> {
  const moved: Record<string, Answer> = {};
  for (const field of from) {
    const answer = answerTo(answers, field.id);
    if (answer === undefined) continue;
    const target = to.find(({ id }) => id === field.id);
    const value = target && fitting(field, target, answer, today);
    if (value === undefined)
      dropped.push({
        label: field.label,
        value: linesOf(field, answer).join(', '),
        reason: target ? 'does not fit' : 'no longer asked',
      });
    else moved[field.id] = value;
  }
  return moved;
}

/** A question of the same kind keeps even a wrong answer, which is told in its place; another kind takes only what fits. */
function fitting(field: Field, target: Field, answer: Answer, today: IsoDate): Answer | undefined {
  const checked = interpret(target, enteredFrom(target, answer), { today, lookup: () => undefined });
  if (checked.ok) return checked.value;
  return field.type === target.type && !('options' in target) ? answer : undefined;
}
