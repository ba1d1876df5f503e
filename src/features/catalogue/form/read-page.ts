import type { Field, FieldSet } from '../definition/fields.ts';
import type { Page, ServiceDefinition } from '../definition/service.ts';
import {
  countName,
  isBlank,
  itemName,
  itemsOf,
  type Answer,
  type Answers,
  type Circumstances,
  type ItemAnswers,
} from './answers.ts';
import { enteredIn, type Body } from './entry.ts';
import { anchorAfter, changeGroup, intentOf, type Intent } from './intent.ts';
import { layOut, type LaidPage } from './layout.ts';
import { questionsOf } from './questions.ts';
import { problemsOf, type Problem } from './problems.ts';

/**
 * What a posted page comes to.
 * `answers`: all answers with those of this page taken over, wrong ones as typed, so that nothing entered is lost.
 * `problems`: to be mended before going on; empty unless the person wants to continue.
 * `appeared`: names of questions that these answers brought up and that the page has not shown yet: show it again from there.
 * `anchor`: the part of the page to show after «Добавить» or «Убрать».
 */
export type PageReading = Readonly<{
  intent: Intent;
  answers: Answers;
  problems: readonly Problem[];
  appeared: readonly string[];
  anchor: string | null;
}>;

/** Reads the posted body of a page. Unknown names are left aside; null when the definition has no such page. */
export function readPage(
  definition: ServiceDefinition,
  pageId: string,
  answers: Answers,
  body: Body,
  about: Circumstances,
): PageReading | null {
  const page = definition.pages.find(({ id }) => id === pageId);
  if (!page) return null;
  const intent = intentOf(body['do'], page);
  const typed = changeGroup(takeOver(page, answers, body), intent, page);
  const laid = layOut(definition, typed, about).pages.find(({ id }) => id === pageId);
  const read = laid ? normalised(typed, laid) : typed;
  const shown = shownIn(body);
  const appeared =
    intent.kind === 'continue' && laid && shown ? questionsOf(laid.rows).filter(({ name }) => !shown.has(name)) : [];
  const names = new Set(appeared.map(({ name }) => name));
  const problems = intent.kind === 'continue' && laid ? problemsOf(laid).filter(({ name }) => !names.has(name)) : [];
  return { intent, answers: read, problems, appeared: [...names], anchor: anchorAfter(intent, read) };
}

/** Names of the questions that the page showed (hidden control `shown`), or null when it does not say: then all were. */
function shownIn(body: Body): ReadonlySet<string> | null {
  const value = body['shown'];
  return typeof value === 'string' ? new Set(value.split(' ')) : null;
}

/** Answers of the page as typed; questions that it did not show keep what they had. */
function takeOver(page: Page, answers: Answers, body: Body): Answers {
  const shown = shownIn(body);
  const next: Record<string, Answer | readonly ItemAnswers[]> = { ...answers };
  for (const item of page.fields) {
    if (item.type !== 'group') type(fieldsOf([item]), '', next, body, shown);
    else if (countName(item.id) in body) {
      const count = Math.min(item.max, Number(body[countName(item.id)]) || 0);
      const had = itemsOf(answers, item.id);
      next[item.id] = Array.from({ length: count }, (_, index) => {
        const own: Record<string, Answer> = { ...had[index] };
        type(fieldsOf(item.fields), `${itemName(item.id, index)}_`, own, body, shown);
        return own;
      });
    }
  }
  return next;
}

function type(
  fields: readonly Field[],
  prefix: string,
  into: Record<string, unknown>,
  body: Body,
  shown: ReadonlySet<string> | null,
): void {
  for (const field of fields) {
    const name = prefix + field.id;
    if (shown && !shown.has(name)) continue;
    const entered = enteredIn(body, field, name);
    if (isBlank(entered)) delete into[field.id];
    else into[field.id] = entered;
  }
}

function fieldsOf(items: readonly (Field | FieldSet)[]): Field[] {
  return items.flatMap((item) => (item.type === 'set' ? item.parts : [item]));
}

/** Right answers take their normal form; wrong ones and those not asked now stay as typed. */
function normalised(answers: Answers, laid: LaidPage): Answers {
  const next: Record<string, Answer | readonly ItemAnswers[]> = { ...answers };
  for (const row of laid.rows) {
    if (row.kind !== 'group') Object.assign(next, rightAnswers(questionsOf([row])));
    else
      next[row.name] = row.items.map((item, index) => ({
        ...itemsOf(answers, row.name)[index],
        ...rightAnswers(questionsOf(item.questions)),
      }));
  }
  return next;
}

function rightAnswers(questions: ReturnType<typeof questionsOf>): ItemAnswers {
  return Object.fromEntries(
    questions.flatMap(({ field, checked }) =>
      checked.ok && checked.value !== undefined ? [[field.id, checked.value]] : [],
    ),
  );
}
