import type { Answers, ServiceDefinition } from '../../catalogue/index.ts';

type Item = ServiceDefinition['pages'][number]['fields'][number];
type Field = Exclude<Item, { type: 'set' | 'group' }>;

/** Ids of everything that a page asks: questions, parts of sets, groups as a whole. */
export function partsOf(definition: ServiceDefinition, pageId: string): string[] {
  const groups = itemsOf(definition, pageId).filter(({ type }) => type === 'group');
  return [...fieldsOf(definition, pageId), ...groups].map(({ id }) => id);
}

/** Whether a page has empty questions that the profile or the organisation may fill. */
export function mayFill(definition: ServiceDefinition, pageId: string, answers: Answers): boolean {
  return fieldsOf(definition, pageId).some(({ id, prefill }) => prefill !== undefined && answers[id] === undefined);
}

function itemsOf(definition: ServiceDefinition, pageId: string): readonly Item[] {
  return definition.pages.find(({ id }) => id === pageId)?.fields ?? [];
}

function fieldsOf(definition: ServiceDefinition, pageId: string): Field[] {
  return itemsOf(definition, pageId).flatMap((item): Field[] => {
    if (item.type === 'group') return [];
    return item.type === 'set' ? item.parts : [item];
  });
}
