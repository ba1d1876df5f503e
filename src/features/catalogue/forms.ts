import { categories, situations } from './definition/vocabulary.ts';
import type { Category, LifeSituation, ServiceFilters } from './rules.ts';

const longest = 100;

/** Reads the address of the catalogue: `q`, `category`, `situation`, `for`. Unknown values do not narrow. */
export function parseFilters(query: Readonly<Record<string, unknown>>): ServiceFilters {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name].trim().slice(0, longest) : '');
  const category = text('category');
  const situation = text('situation');
  const audience = { citizens: 'person', business: 'organisation' }[text('for')] as
    'person' | 'organisation' | undefined;
  return {
    ...(Object.hasOwn(categories, category) && { category: category as Category }),
    ...(Object.hasOwn(situations, situation) && { situation: situation as LifeSituation }),
    ...(audience && { audience }),
    ...(text('q') && { words: text('q') }),
  };
}
