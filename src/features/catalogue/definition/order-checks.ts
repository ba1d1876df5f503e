import { comparisonsOf, type Comparison, type Condition } from './conditions.ts';
import type { Field, FieldSet, Item } from './fields.ts';
import { mistakesOfField } from './field-checks.ts';
import type { ServiceDefinition } from './service.ts';

/** What a condition may ask about at some place of a form. */
export type Known = ReadonlyMap<string, Field | 'group' | 'applicant'>;

/** Tells of a mistake at a path of the definition. */
export type Say = (path: string, words: string) => void;

/**
 * Walks the questions in the order in which they are asked, so that each sees only what was asked before it, and inside a
 * group only its own item besides. Returns all that is known at the end, for documents and results.
 */
export function checkOrder(definition: ServiceDefinition, say: Say): Known {
  const known = new Map<string, Field | 'group' | 'applicant'>();
  if (definition.audience === 'both') known.set('applicant', 'applicant');
  definition.pages.forEach((page, p) => {
    checkCondition(page.when, known, `pages[${p}].when`, say);
    page.fields.forEach((item, i) => checkItem(item, `pages[${p}].fields[${i}]`, known, say));
  });
  return known;
}

/** Tells where a condition asks about what is not known, or expects what is never answered. */
export function checkCondition(when: Condition | undefined, known: Known, path: string, say: Say): void {
  for (const comparison of when ? comparisonsOf(when) : []) {
    const subject = known.get(comparison.field);
    if (!subject) say(path, `условие ссылается на «${comparison.field}», но выше такого вопроса нет`);
    else
      for (const value of misfits(comparison, subject))
        say(path, `у «${comparison.field}» не бывает значения «${String(value)}»`);
  }
}

type Growing = Map<string, Field | 'group' | 'applicant'>;

function checkItem(item: Item, path: string, known: Growing, say: Say): void {
  if (item.type !== 'group') return checkQuestion(item, path, known, false, say);
  checkCondition(item.when, known, `${path}.when`, say);
  if (item.min > item.max) say(`${path}.min`, 'больше, чем max');
  const inside: Growing = new Map(known);
  item.fields.forEach((inner, n) => checkQuestion(inner, `${path}.fields[${n}]`, inside, true, say));
  known.set(item.id, 'group');
}

function checkQuestion(item: Field | FieldSet, path: string, known: Growing, repeats: boolean, say: Say): void {
  checkCondition(item.when, known, `${path}.when`, say);
  if (item.type === 'set')
    return item.parts.forEach((part, n) => checkQuestion(part, `${path}.parts[${n}]`, known, repeats, say));
  mistakesOfField(item, known, repeats).forEach(([key, words]) => say(`${path}.${key}`, words));
  known.set(item.id, item);
}

/** The values of a comparison that its subject can never have. */
function misfits(comparison: Comparison, subject: Field | 'group' | 'applicant'): readonly unknown[] {
  if ('filled' in comparison) return [];
  const values = 'in' in comparison ? comparison.in : [comparison.equals];
  if (subject === 'applicant') return values.filter((value) => value !== 'person' && value !== 'organisation');
  if (subject === 'group') return values;
  if ('options' in subject) return values.filter((value) => !subject.options.some((option) => option.value === value));
  if (subject.type === 'checkbox') return values.filter((value) => value !== true);
  const numeric = subject.type === 'number' || subject.type === 'money' || subject.type === 'year';
  return values.filter((value) => typeof value !== (numeric ? 'number' : 'string'));
}
