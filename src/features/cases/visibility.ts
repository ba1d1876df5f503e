import type { Actor } from '../../platform/values/actor.ts';
import { kindOf } from './kinds/list.ts';
import type { Case } from './records.ts';
import { isObserverOf, isOfficialOf } from './rules.ts';

/** Whether the actor may work on the case as an official, or look at it. */
export function isVisibleToStaff({ kind, department }: Pick<Case, 'kind' | 'department'>, actor: Actor): boolean {
  const rules = kindOf(kind);
  return isOfficialOf(rules, department, actor) || isObserverOf(rules, actor);
}
