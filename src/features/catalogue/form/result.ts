import { placeholder, placeholdersIn } from '../definition/outline.ts';
import type { Group } from '../definition/fields.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import { changeable, type ResultFact } from '../definition/vocabulary.ts';
import type { Answers, Circumstances } from './answers.ts';
import { holds } from './conditions.ts';
import { linesOf } from './entry.ts';
import { layOut } from './layout.ts';
import { questionsOf, type GroupItem, type Question } from './questions.ts';

/** What a result says besides the answers; dates are already in words. */
export type ResultFacts = Readonly<Record<ResultFact, string>>;

/**
 * The text of the result: title and paragraphs of the definition with answers and facts in their places; «—» where nothing
 * was answered. A paragraph that hangs on answers of which none was given is left out.
 */
export function resultText(
  definition: ServiceDefinition,
  answers: Answers,
  facts: ResultFacts,
  about: Circumstances,
): { title: string; paragraphs: string[] } {
  const layout = layOut(definition, answers, about);
  const words = new Map<string, string>(Object.entries(facts));
  for (const row of layout.pages.flatMap((page) => page.rows)) {
    if (row.kind === 'group') words.set(row.name, row.items.map((item) => nameOf(item, row.group)).join('; '));
    else for (const [id, text] of wordsOf(questionsOf([row]))) words.set(id, text);
  }
  const { template } = definition.result;
  const paragraphs = template.paragraphs.flatMap((paragraph) => {
    const { text, when } = typeof paragraph === 'string' ? { text: paragraph, when: undefined } : paragraph;
    return holds(when, layout.lookup) && !isHollow(text, words) ? [fill(text, words)] : [];
  });
  return { title: fill(template.title, words), paragraphs };
}

/** What an approval of this application changes in the profile: its keys to new values; an emptied answer is ''. */
export function profileChange(
  definition: ServiceDefinition,
  answers: Answers,
  about: Circumstances,
): Readonly<Record<string, string>> {
  const asked = new Map(
    layOut(definition, answers, about)
      .pages.flatMap((page) => questionsOf(page.rows))
      .map((question) => [question.field.id, question]),
  );
  const change: Record<string, string> = {};
  for (const source of changeable) {
    const question = asked.get(definition.onApproval?.map[source] ?? '');
    if (!question?.checked.ok) continue;
    const value = typeof question.checked.value === 'string' ? question.checked.value : '';
    if (source !== 'profile.passport') change[source.slice('profile.'.length)] = value;
    else Object.assign(change, { passportSeries: value.slice(0, 4), passportNumber: value.slice(4) });
  }
  return change;
}

/** «Смирнов Пётр Ильич»: an item of a group by its definition's `itemName`; what was not answered leaves no gap. */
export function nameOf(item: GroupItem, group: Group): string {
  const words = wordsOf(questionsOf(item.questions));
  return fill(group.itemName, words, '').replace(/\s+/g, ' ').trim();
}

function wordsOf(questions: readonly Question[]): Map<string, string> {
  return new Map(
    questions.map(({ field, checked }) => [field.id, checked.ok ? linesOf(field, checked.value).join(', ') : '']),
  );
}

/** Answers are put in as they are and never looked through for placeholders again. */
function fill(text: string, words: ReadonlyMap<string, string>, blank = '—'): string {
  return text.replace(placeholder, (_, name: string) => words.get(name) || blank);
}

/** Whether a text hangs on answers and facts of which none was given. */
function isHollow(text: string, words: ReadonlyMap<string, string>): boolean {
  const names = placeholdersIn(text);
  return names.length > 0 && names.every((name) => !words.get(name));
}
