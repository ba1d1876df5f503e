import { comparisonsOf, type Condition } from '../definition/conditions.ts';
import type { ServiceDefinition } from '../definition/service.ts';
import type { Answers, Circumstances } from './answers.ts';
import { layOut } from './layout.ts';
import { checkApplication, type Attached } from './problems.ts';

/** A step of the form: a page of questions, «documents», «check» (with sending), and «signature» where one is demanded. */
export type Step = Readonly<{ id: string; number: number; title: string; complete: boolean }>;

/** How far an application is: its steps now, and how many of them are complete. */
export type Progress = Readonly<{ steps: readonly Step[]; done: number; total: number }>;

/**
 * The steps of a form in order; complete ones have nothing missing or wrong in them, and no question of them waits for an answer
 * that is still missing elsewhere: nobody has filled in what has not been asked yet.
 */
export function progressOf(
  definition: ServiceDefinition,
  answers: Answers,
  attached: Attached,
  about: Circumstances,
): Progress {
  const { pages, documents } = layOut(definition, answers, about);
  const problems = checkApplication(definition, answers, attached, about);
  const wrong = new Set(problems.map(({ page }) => page));
  const open = new Set(problems.map(({ name }) => name));
  const waits = ({ when }: Readonly<{ when?: Condition | undefined }>) =>
    when !== undefined && comparisonsOf(when).some(({ field }) => open.has(field));
  for (const { id, fields } of definition.pages) if (fields.some(waits)) wrong.add(id);
  if (definition.documents.some(waits)) wrong.add('documents');
  const asking = [
    ...pages.map(({ id, title }) => ({ id, title })),
    ...(documents.length > 0 ? [{ id: 'documents', title: 'Документы' }] : []),
  ];
  const ending = [
    { id: 'check', title: 'Проверка' },
    ...(definition.signature === 'none' ? [] : [{ id: 'signature', title: 'Подпись' }]),
  ];
  const steps = [...asking, ...ending].map((step, index) => ({
    ...step,
    number: index + 1,
    complete: index < asking.length && !wrong.has(step.id),
  }));
  return { steps, done: steps.filter(({ complete }) => complete).length, total: asking.length };
}

/** Ids of the steps beside one; null at either end or for an unknown step. */
export function neighbours(steps: readonly Step[], id: string): { previous: string | null; next: string | null } {
  const at = steps.findIndex((step) => step.id === id);
  return { previous: (at > 0 ? steps[at - 1]?.id : null) ?? null, next: (at >= 0 ? steps[at + 1]?.id : null) ?? null };
}
