import { counted } from '../../../platform/values/plural.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import { isBlank, type Answers, type Circumstances } from './answers.ts';
import { enteredFrom } from './entry.ts';
import { layOut, type LaidDocument, type LaidPage } from './layout.ts';
import { questionsOf } from './questions.ts';

/**
 * Something missing or wrong. `page` is the id of the page, or «documents»; `name` the control to go to; `number` stands
 * before the question, and before `message` in a summary: «2.1. Укажите …».
 */
export type Problem = Readonly<{
  page: string;
  name: string;
  number: string;
  message: string;
  kind: 'missing' | 'wrong';
}>;

/** How many files are attached to each document, by its id. */
export type Attached = Readonly<Record<string, number>>;

/** What is missing or wrong on one page, in the order of its questions. */
export function problemsOf(page: LaidPage): Problem[] {
  return questionsOf(page.rows).flatMap(({ number, name, field, answer, checked }): Problem[] => {
    if (checked.ok) return [];
    return [
      {
        page: page.id,
        name,
        number,
        message: checked.message,
        kind: isBlank(enteredFrom(field, answer)) ? 'missing' : 'wrong',
      },
    ];
  });
}

/** What is missing among the documents. */
export function documentProblems(documents: readonly LaidDocument[], attached: Attached): Problem[] {
  return documents.flatMap(({ number, rule }): Problem[] => {
    const problem = { page: 'documents', name: rule.id, number };
    const count = attached[rule.id] ?? 0;
    if (count === 0 && rule.required)
      return [{ ...problem, message: rule.errors.missing ?? `Приложите документ: ${rule.title}`, kind: 'missing' }];
    if (count <= rule.maxFiles) return [];
    return [
      {
        ...problem,
        message: `${rule.title}: оставьте не больше ${counted(rule.maxFiles, 'файла', 'файлов', 'файлов')}`,
        kind: 'wrong',
      },
    ];
  });
}

/** «Проверить»: everything that is missing or wrong in an application, pages first, documents last. Empty: it may be sent. */
export function checkApplication(
  definition: ServiceDefinition,
  answers: Answers,
  attached: Attached,
  about: Circumstances,
): Problem[] {
  const layout = layOut(definition, answers, about);
  return [...layout.pages.flatMap(problemsOf), ...documentProblems(layout.documents, attached)];
}
