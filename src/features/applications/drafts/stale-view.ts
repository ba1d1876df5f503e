import {
  summaryOf,
  type Answers,
  type Circumstances,
  type ServiceDefinition,
  type SummarySection,
} from '../../catalogue/index.ts';
import type { Draft } from './rules.ts';
import { stepHref } from './steps.ts';

type Body = Readonly<Record<string, unknown>>;

/**
 * The page for a form that was overtaken by another tab: what was typed here beside what is stored, and a form with
 * everything typed that can be sent once more over the stored answers.
 */
export function stalePage(
  draft: Draft,
  typed: Answers,
  page: string,
  body: Body,
  { definition, about }: Readonly<{ definition: ServiceDefinition; about: Circumstances }>,
) {
  const here = linesOf(summaryOf(definition, typed, about), page);
  const stored = linesOf(summaryOf(definition, draft.answers, about), page);
  const names = [...new Set([...here.keys(), ...stored.keys()])];
  const rows = names.flatMap((name) => {
    const [mine, theirs] = [here.get(name), stored.get(name)];
    if (mine?.text === theirs?.text) return [];
    return [{ cells: [mine?.label ?? theirs?.label ?? '', mine?.text || '—', theirs?.text || '—'] }];
  });
  return {
    title: definition.shortTitle,
    rows,
    action: stepHref(draft.id, page),
    revision: draft.revision,
    fields: hiddenFields(body),
  };
}

/** Every control of the form as it came, apart from what the new form brings itself. */
function hiddenFields(body: Body): { name: string; value: string }[] {
  return Object.entries(body).flatMap(([name, given]) => {
    if (name === '_csrf' || name === 'revision') return [];
    const values: readonly unknown[] = Array.isArray(given) ? given : [given];
    return values.filter((value) => typeof value === 'string').map((value) => ({ name, value }));
  });
}

function linesOf(sections: readonly SummarySection[], page: string): Map<string, { label: string; text: string }> {
  const blocks = sections.filter((section) => section.page === page).flatMap((section) => section.blocks);
  return new Map(
    blocks.flatMap(({ title, rows }) =>
      rows.map(
        ({ name, label, lines }) =>
          [name, { label: title === null ? label : `${title}: ${label}`, text: lines.join(', ') }] as const,
      ),
    ),
  );
}
