import type { Field, FieldSet, Group } from '../definition/fields.ts';
import type { DocumentRule, Page, ServiceDefinition } from '../definition/service.ts';
import { answerTo, itemName, itemsOf, type Answers, type Circumstances, type ItemAnswers } from './answers.ts';
import { holds, type Lookup } from './conditions.ts';
import { enteredFrom } from './entry.ts';
import { interpret } from './interpret.ts';
import type { GroupItem, Question, QuestionGroup, QuestionSet, Row } from './questions.ts';
import { feeReceipt } from './receipt.ts';

export type LaidPage = Readonly<{
  id: string;
  step: number;
  title: string;
  intro: string | undefined;
  rows: readonly Row[];
}>;
/** A document that is asked for now, with its number in the step «Документы». */
export type LaidDocument = Readonly<{ number: string; rule: DocumentRule }>;
/** `lookup` gives the right answer to a question that is asked, a list of names for a group, who applies for «applicant». */
export type Layout = Readonly<{ pages: readonly LaidPage[]; documents: readonly LaidDocument[]; lookup: Lookup }>;

type Laid = Readonly<{ definition: ServiceDefinition; about: Circumstances; layout: Layout }>;

/** Answers never change, and a page asks for their layout several times: for the form, the steps and what is missing. */
const lately = new WeakMap<Answers, Laid>();

/**
 * What is asked of this applicant now: pages, questions and documents whose conditions hold, in order and numbered.
 * A condition sees the right answers to questions that are themselves asked; a page without questions is left out.
 */
export function layOut(definition: ServiceDefinition, answers: Answers, about: Circumstances): Layout {
  const known = lately.get(answers);
  if (known?.definition === definition && isSame(known.about, about)) return known.layout;
  const layout = workOut(definition, answers, about);
  lately.set(answers, { definition, about, layout });
  return layout;
}

function isSame(one: Circumstances, other: Circumstances): boolean {
  return one.today === other.today && one.applicant === other.applicant;
}

function workOut(definition: ServiceDefinition, answers: Answers, about: Circumstances): Layout {
  const known = new Map<string, unknown>([['applicant', about.applicant]]);
  const lookup: Lookup = (id) => known.get(id);
  const pages: LaidPage[] = [];
  for (const page of definition.pages) {
    if (!holds(page.when, lookup)) continue;
    const step = pages.length + 1;
    const rows = layRows(page, { step, count: 0 }, answers, about, known);
    if (rows.length > 0) pages.push({ id: page.id, step, title: page.title, intro: page.intro, rows });
  }
  const rules = [...definition.documents.filter((rule) => holds(rule.when, lookup)), ...feeReceipt(definition)];
  const documents = rules.map((rule, index) => ({ number: `${pages.length + 1}.${index + 1}`, rule }));
  return { pages, documents, lookup };
}

type Numbering = { readonly step: number; count: number };

function next(numbering: Numbering): string {
  numbering.count += 1;
  return `${numbering.step}.${numbering.count}`;
}

function layRows(
  page: Page,
  numbering: Numbering,
  answers: Answers,
  about: Circumstances,
  known: Map<string, unknown>,
): Row[] {
  return page.fields.flatMap((item): Row[] => {
    if (!holds(item.when, (id) => known.get(id))) return [];
    if (item.type !== 'group') return layItem(item, '', { answers, about, known, numbering });
    return [layGroup(item, numbering, answers, about, known)];
  });
}

function layGroup(
  group: Group,
  numbering: Numbering,
  answers: Answers,
  about: Circumstances,
  above: Map<string, unknown>,
): QuestionGroup {
  const number = next(numbering);
  const given = itemsOf(answers, group.id);
  const count = Math.min(group.max, Math.max(group.min, given.length));
  const items = Array.from({ length: count }, (_, index): GroupItem => {
    const known = new Map(above);
    const name = itemName(group.id, index);
    const scope = { answers: given[index] ?? {}, about, known, numbering };
    const questions = group.fields.flatMap((item) =>
      holds(item.when, (id) => known.get(id)) ? layItem(item, `${name}_`, scope) : [],
    );
    return { name, title: `${group.itemTitle} ${index + 1}`, questions };
  });
  if (items.length > 0)
    above.set(
      group.id,
      items.map(({ name }) => name),
    );
  return { kind: 'group', number, name: group.id, group, items };
}

type Scope = Readonly<{
  answers: Answers | ItemAnswers;
  about: Circumstances;
  known: Map<string, unknown>;
  numbering: Numbering;
}>;

/** A field, or a set whose parts share one number; remembers right answers for the conditions that follow. */
function layItem(item: Field | FieldSet, prefix: string, scope: Scope): (Question | QuestionSet)[] {
  if (item.type !== 'set') return [layField(item, prefix, next(scope.numbering), scope)];
  const fields = item.parts.filter((part) => holds(part.when, (id) => scope.known.get(id)));
  if (fields.length === 0) return [];
  const number = next(scope.numbering);
  return [
    {
      kind: 'set',
      number,
      name: prefix + item.id,
      set: item,
      parts: fields.map((field) => layField(field, prefix, number, scope)),
    },
  ];
}

function layField(field: Field, prefix: string, number: string, { answers, about, known }: Scope): Question {
  const answer = answerTo(answers, field.id);
  const checked = interpret(field, enteredFrom(field, answer), { today: about.today, lookup: (id) => known.get(id) });
  if (checked.ok && checked.value !== undefined) known.set(field.id, checked.value);
  return { kind: 'field', number, name: prefix + field.id, field, answer, checked };
}
