import type { ServiceDefinition } from '../definition/service.ts';
import { countName, type Answers, type Circumstances } from './answers.ts';
import { controlOf, hintOf, type Control } from './controls.ts';
import { layOut } from './layout.ts';
import { questionsOf, type GroupItem, type Question, type QuestionSet, type Row } from './questions.ts';
import type { Origins } from './prefill.ts';
import type { Problem } from './problems.ts';
import type { Step } from './steps.ts';

type Errors = readonly Readonly<{ field: string; message: string }>[];

/** A row of the form: one control, several in a line, or a group with its items and buttons. */
export type RowView =
  | Control
  | Readonly<{ control: 'set'; options: object; parts: readonly Control[]; wrong: boolean }>
  | Readonly<{
      control: 'group';
      name: string;
      options: object;
      items: readonly Readonly<{ name: string; title: string; remove: string | null; rows: readonly RowView[] }>[];
      count: Readonly<{ name: string; value: number }>;
      add: Readonly<{ value: string; text: string }> | null;
    }>;

/**
 * Everything that `catalogue/_form-page.njk` draws. `errors` and `numbers` are for the summary of mistakes; `shown` goes back
 * with the form and tells which questions the person has seen.
 */
export type PageView = Readonly<{
  id: string;
  step: number;
  title: string;
  intro: string | null;
  rows: readonly RowView[];
  shown: string;
  errors: Errors;
  numbers: Readonly<Record<string, string>>;
}>;

export type PageInput = Readonly<{
  definition: ServiceDefinition;
  answers: Answers;
  about: Circumstances;
  origins?: Origins;
  problems?: readonly Problem[];
}>;

/** The model of one page of the form; null when the page is not asked of this applicant now. */
export function pageView(
  pageId: string,
  { definition, answers, about, origins = {}, problems = [] }: PageInput,
): PageView | null {
  const page = layOut(definition, answers, about).pages.find(({ id }) => id === pageId);
  if (!page) return null;
  const errors = problems
    .filter((problem) => problem.page === pageId)
    .map(({ name, message }) => ({ field: name, message }));
  const questions = questionsOf(page.rows);
  return {
    id: page.id,
    step: page.step,
    title: page.title,
    intro: page.intro ?? null,
    rows: page.rows.map((row) => rowView(row, errors, origins)),
    shown: questions.map(({ name }) => name).join(' '),
    errors,
    numbers: Object.fromEntries(questions.map(({ name, number }) => [name, number])),
  };
}

function rowView(row: Row, errors: Errors, origins: Origins): RowView {
  if (row.kind !== 'group') return questionView(row, errors, origins);
  const { group, name, number, items } = row;
  return {
    control: 'group',
    name,
    options: { name, legend: group.label, hint: group.hint, number },
    items: items.map((item) => itemView(item, items.length > group.min ? `remove:${item.name}` : null, errors)),
    count: { name: countName(name), value: items.length },
    add: items.length < group.max ? { value: `add:${name}`, text: group.add } : null,
  };
}

function itemView(item: GroupItem, remove: string | null, errors: Errors) {
  return {
    name: item.name,
    title: item.title,
    remove,
    rows: item.questions.map((question) => questionView(question, errors, {})),
  };
}

function questionView(row: Question | QuestionSet, errors: Errors, origins: Origins): RowView {
  if (row.kind === 'field') return controlOf(row, errors, noteOf(row, origins), row.number);
  const notes = new Set(row.parts.filter(({ answer }) => answer !== undefined).map((part) => noteOf(part, origins)));
  // One source of the whole set is said once, above it.
  const shared = notes.size === 1 ? [...notes][0] : undefined;
  const hint = hintOf(row.set.hint, shared);
  const options = { name: row.name, legend: row.set.label, hint, number: row.number, inline: true };
  const parts = row.parts.map((part) => controlOf(part, errors, shared ? undefined : noteOf(part, origins)));
  const wrong = row.parts.some(({ name }) => errors.some(({ field }) => field === name));
  return { control: 'set', options, parts, wrong };
}

/** Where an answer came from, as long as it is still that answer. */
function noteOf({ field, answer }: Question, origins: Origins): string | undefined {
  const origin = origins[field.id];
  return origin && JSON.stringify(origin.value) === JSON.stringify(answer) ? origin.note : undefined;
}

/** The bar of steps and the line above the heading: «шаг 2 из 5». Complete steps before the current one are links. */
export function stepsView(steps: readonly Step[], current: string, hrefOf: (id: string) => string) {
  const at = steps.findIndex(({ id }) => id === current);
  const items = steps.map(({ id, title, complete }, index) => {
    const state = index === at ? 'current' : index < at && complete ? 'past' : 'future';
    return { title, state, ...(index < at && { href: hrefOf(id) }) };
  });
  return { items, words: `шаг ${at + 1} из ${steps.length}` };
}
