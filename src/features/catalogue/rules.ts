import { searchWords } from '../../platform/values/search-text.ts';
import type { ServiceDefinition } from './definition/service.ts';
import { categories, type situations } from './definition/vocabulary.ts';

export type Category = keyof typeof categories;
export type LifeSituation = keyof typeof situations;

/** What a person looks for in the catalogue; an absent key does not narrow. */
export type ServiceFilters = Readonly<{
  category?: Category | undefined;
  situation?: LifeSituation | undefined;
  audience?: 'person' | 'organisation' | undefined;
  popular?: true | undefined;
  /** Words or the number of the service. */
  words?: string | undefined;
}>;

/** Whether a service fits the filters: each given word begins a word of its titles or search words, or is its number. */
export function matches(definition: ServiceDefinition, filters: ServiceFilters): boolean {
  if (filters.category && definition.category !== filters.category) return false;
  if (filters.situation && !definition.situations.includes(filters.situation)) return false;
  if (filters.audience && definition.audience !== 'both' && definition.audience !== filters.audience) return false;
  if (filters.popular && !definition.popular) return false;
  if (filters.words === undefined) return true;
  const own = searchWords(
    [definition.title, definition.shortTitle, ...definition.searchWords, String(definition.number)].join(' '),
  );
  return searchWords(filters.words).every((word) =>
    own.some((one) => (/^\d+$/.test(word) ? one === word : one.startsWith(stem(word)))),
  );
}

const order = Object.keys(categories);
// Made once: `localeCompare` looks its language up at every call.
const byTitle = new Intl.Collator('ru');

/** Order of the catalogue: by category, then by title. */
export function inCatalogueOrder(a: ServiceDefinition, b: ServiceDefinition): number {
  return order.indexOf(a.category) - order.indexOf(b.category) || byTitle.compare(a.shortTitle, b.shortTitle);
}

/** Endings of Russian words change: of a long word all but its last two letters have to fit. */
function stem(word: string): string {
  return word.length > 5 ? word.slice(0, -2) : word;
}
