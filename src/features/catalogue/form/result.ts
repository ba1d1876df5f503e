import { placeholdersIn } from '../definition/outline.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import { changeable, type ResultFact } from '../definition/vocabulary.ts';
import type { Answers, Circumstances } from './answers.ts';
import { holds } from './conditions.ts';
import { linesOf } from './entry.ts';
import { layOut, questionsOf, type Question } from './layout.ts';

/** What a result says besides the answers; dates are already in words. */
export type ResultFacts = Readonly<Record<ResultFact, string>>;

/** The text of the result: title and paragraphs of the definition with answers and facts in their places; «—» where nothing was answered. */
export function resultText(
  definition: ServiceDefinition,
  answers: Answers,
  facts: ResultFacts,
  about: Circumstances,
): { title: string; paragraphs: string[] } {
  const layout = layOut(definition, answers, about);
  const words = new Map<string, string>(Object.entries(facts));
  for (const row of layout.pages.flatMap((page) => page.rows)) {
    if (row.kind === 'group')
      words.set(
        row.name,
        row.items.map((item) => fill(row.group.itemName, wordsOf(questionsOf(item.questions)))).join('; '),
      );
    else for (const [id, text] of wordsOf(questionsOf([row]))) words.set(id, text);
  }
  const { template } = definition.result;
  const paragraphs = template.paragraphs.flatMap((paragraph) => {
    if (typeof paragraph === 'string') return [fill(paragraph, words)];
    return holds(paragraph.when, layout.lookup) ? [fill(paragraph.text, words)] : [];
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

function wordsOf(questions: readonly Question[]): Map<string, string> {
  return new Map(
    questions.map(({ field, checked }) => [field.id, checked.ok ? linesOf(field, checked.value).join(', ') : '']),
  );
}

/** Answers are put in as they are and never looked through for placeholders again. */
function fill(text: string, words: ReadonlyMap<string, string>): string {
  const empty = new Set(placeholdersIn(text).filter((name) => !words.get(name)));
  return text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) =>
    empty.has(name) ? '—' : (words.get(name) ?? '—'),
  );
}
