import { stepsView, summaryOf, termWords, type Step, type SummaryBlock } from '../../catalogue/index.ts';
import { fileLine } from '../attachments/view.ts';
import type { Draft } from '../drafts/rules.ts';
import { stepHref } from '../drafts/steps.ts';
import { savedWords, versionNotice } from '../drafts/view.ts';
import type { Readiness } from './readiness.ts';
import type { Refusal } from './rules.ts';

type Moment = Readonly<{ now: number; timeZone: string }>;

/** «Проверить»: all answers and files, and everything that is missing with the way to it. */
export function checkPage(
  draft: Draft,
  ready: Readiness,
  {
    steps,
    confirmed,
    refusal,
    refused,
    moment,
  }: Readonly<{
    steps: readonly Step[];
    confirmed: boolean;
    refusal: Refusal | null;
    /** Whether the page answers an attempt to sign or send. */
    refused: boolean;
    moment: Moment;
  }>,
) {
  const { definition } = ready.service;
  const bar = stepsView(steps, 'check', (id) => stepHref(draft.id, id));
  const hrefOf = (page: string, name: string) => `${stepHref(draft.id, page)}#${name}`;
  const wrong = new Map(ready.problems.map(({ page, name, message }) => [`${page} ${name}`, message]));
  return {
    id: draft.id,
    over: `${definition.shortTitle} · ${bar.words}`,
    steps: bar.items,
    revision: draft.revision,
    problems: ready.problems.map(({ page, name, number, message }) => ({
      href: hrefOf(page, name),
      text: `${number}. ${message}`,
    })),
    sections: summaryOf(definition, draft.answers, ready.about).map(({ page, step, title, blocks }) => ({
      title: `${step}. ${title}`,
      href: stepHref(draft.id, page),
      about: title,
      blocks: blocks.map((block) =>
        blockOf(block, (name) => ({ href: hrefOf(page, name), alert: wrong.has(`${page} ${name}`) })),
      ),
    })),
    documents: ready.documents.map(({ number, rule }) => ({
      number,
      title: rule.title,
      missing: wrong.has(`documents ${rule.id}`),
      optional: !rule.required,
      files: ready.files.filter(({ documentId }) => documentId === rule.id).map((file) => fileLine(draft.id, file)),
    })),
    documentsTitle: `${ready.documents[0]?.number.split('.')[0] ?? ''}. Документы`,
    documentsHref: stepHref(draft.id, 'documents'),
    facts: [
      { key: 'Ведомство', value: definition.department.name },
      { key: 'Срок', value: termWords(definition.term) },
    ],
    complete: ready.problems.length === 0 && ready.obstacle === null,
    confirmed,
    signed: definition.signature === 'none' ? null : draft.paper !== null,
    version: versionNotice(draft.id, ready.version),
    refusal,
    // Only for the title: what is wrong stands in the summary of this page, which leads to other pages.
    errors: refused ? [{ field: 'main', message: refusal?.words ?? '' }] : [],
    saved: savedWords(draft, moment),
  };
}

function blockOf({ title, rows }: SummaryBlock, of: (name: string) => { href: string; alert: boolean }) {
  return {
    title,
    items: rows.map(({ number, label, lines, name }) => {
      const { href, alert } = of(name);
      return { number, key: label, value: lines.join('; '), alert, change: { href, about: label } };
    }),
  };
}
