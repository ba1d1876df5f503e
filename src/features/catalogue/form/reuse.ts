import type { IsoDate } from '../../../platform/values/date.ts';
import { allFields } from '../definition/outline.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import { answerTo, type Answers } from './answers.ts';
import { enteredFrom } from './entry.ts';
import { interpret } from './interpret.ts';
import { migrateAnswers } from './migration.ts';

/**
 * Answers of an earlier application for a new one of the version `to`: what it still asks and what still fits today. Single ticks
 * are left out: they are promises and consents, and are given anew each time.
 */
export function reuseAnswers(
  from: ServiceDefinition,
  to: ServiceDefinition,
  earlier: Answers,
  today: IsoDate,
): Answers {
  const { answers } = migrateAnswers(from, to, earlier, today);
  const lookup = (id: string) => answerTo(answers, id);
  const stale = allFields(to).flatMap(({ field, group }) => {
    const answer = group ? undefined : lookup(field.id);
    if (answer === undefined) return [];
    const fits = field.type !== 'checkbox' && interpret(field, enteredFrom(field, answer), { today, lookup }).ok;
    return fits ? [] : [field.id];
  });
  return Object.fromEntries(Object.entries(answers).filter(([id]) => !stale.includes(id)));
}
