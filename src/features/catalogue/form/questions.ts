import type { Checked } from '../../../platform/values/check.ts';
import type { Field, FieldSet, Group } from '../definition/fields.ts';
import type { Answer } from './answers.ts';

/**
 * A question that is asked now. `number` is «step.question», the same in the row, the summary of mistakes and the list to be
 * checked; `name` is the name of its control and its address on the page; `checked` is the answer as its check sees it.
 */
export type Question = Readonly<{
  kind: 'field';
  number: string;
  name: string;
  field: Field;
  answer: Answer | undefined;
  checked: Checked<Answer | undefined>;
}>;
/** Several short questions in one row, under one number. */
export type QuestionSet = Readonly<{
  kind: 'set';
  number: string;
  name: string;
  set: FieldSet;
  parts: readonly Question[];
}>;
export type GroupItem = Readonly<{ name: string; title: string; questions: readonly (Question | QuestionSet)[] }>;
export type QuestionGroup = Readonly<{
  kind: 'group';
  number: string;
  name: string;
  group: Group;
  items: readonly GroupItem[];
}>;
export type Row = Question | QuestionSet | QuestionGroup;
/** The questions of a page one by one, those of sets and groups included. */
export function questionsOf(rows: readonly Row[]): Question[] {
  return rows.flatMap((row) => {
    if (row.kind === 'field') return [row];
    return row.kind === 'set' ? row.parts : row.items.flatMap((item) => questionsOf(item.questions));
  });
}
