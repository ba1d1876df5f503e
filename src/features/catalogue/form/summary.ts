import type { ServiceDefinition } from '../definition/service.ts';
import type { Answers, Circumstances } from './answers.ts';
import { linesOf } from './entry.ts';
import { layOut } from './layout.ts';
import type { Question, QuestionSet } from './questions.ts';

/** A question with its answer in words; no lines: not answered. `name` is where the question stands on its page. */
export type SummaryRow = Readonly<{ number: string; label: string; name: string; lines: readonly string[] }>;
/** Rows that belong together: those of a page without a title, those of one item of a group under it. */
export type SummaryBlock = Readonly<{ title: string | null; rows: readonly SummaryRow[] }>;
export type SummarySection = Readonly<{ page: string; step: number; title: string; blocks: readonly SummaryBlock[] }>;

/** The whole application in words, page by page, for the list to be checked, the official and the PDF. */
export function summaryOf(definition: ServiceDefinition, answers: Answers, about: Circumstances): SummarySection[] {
  return layOut(definition, answers, about).pages.map((page) => {
    const blocks: SummaryBlock[] = [];
    let open: SummaryRow[] = [];
    const close = () => {
      if (open.length > 0) blocks.push({ title: null, rows: open });
      open = [];
    };
    for (const row of page.rows) {
      if (row.kind !== 'group') open.push(...rowsOf(row));
      else if (row.items.length === 0)
        open.push({ number: row.number, label: row.group.label, name: row.name, lines: [] });
      else {
        close();
        blocks.push(...row.items.map((item) => ({ title: item.title, rows: item.questions.flatMap(rowsOf) })));
      }
    }
    close();
    return { page: page.id, step: page.step, title: page.title, blocks };
  });
}

function rowsOf(row: Question | QuestionSet): SummaryRow[] {
  if (row.kind === 'field')
    return [{ number: row.number, label: row.field.label, name: row.name, lines: answerLines(row) }];
  return [{ number: row.number, label: row.set.label, name: row.parts[0]?.name ?? row.name, lines: setLines(row) }];
}

function setLines(row: QuestionSet): string[] {
  if (isName(row)) return [row.parts.flatMap(answerLines).join(' ')].filter(Boolean);
  const labelled = (join: (label: string, line: string) => string) =>
    row.parts.flatMap((part) => answerLines(part).map((line) => join(part.field.label, line)));
  if (isSpan(row)) return [labelled((label, line) => `${label.toLowerCase()} ${line}`).join(' ')].filter(Boolean);
  return labelled((label, line) => `${label}: ${line}`);
}

/** Surname, name and отчество need no labels to be told apart. */
function isName({ parts }: QuestionSet): boolean {
  return parts.every(({ field }) => field.type === 'name');
}

/** «С» and «По» read as one phrase: «с 1985 по 1990». */
function isSpan({ parts }: QuestionSet): boolean {
  return parts.every(({ field }) => field.label === 'С' || field.label === 'По');
}

/** Right answers in their normal form, wrong ones as they were typed. */
function answerLines({ field, answer, checked }: Question): string[] {
  return linesOf(field, checked.ok ? checked.value : answer);
}
