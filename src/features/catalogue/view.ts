import { formatMoney } from '../../platform/values/money.ts';
import { counted } from '../../platform/values/plural.ts';
import { formatTerm } from '../../platform/values/working-days.ts';
import type { Fee, ServiceDefinition, Term } from './definition/service.ts';
import { categories, situations } from './definition/vocabulary.ts';
import { matches, type ServiceFilters } from './rules.ts';
import type { Service } from './store.ts';

/** «10 рабочих дней» */
export function termWords(term: Term): string {
  return formatTerm({ amount: term.amount, unit: term.unit });
}

/** «1 500 ₽» or «бесплатно» */
export function feeWords(fee: Fee): string {
  return fee.amount === 0 ? 'бесплатно' : formatMoney(fee.amount);
}

type Link = Readonly<{ text: string; href: string; note?: string }>;
type Shelf = Readonly<{ title: string; href: string; links: readonly Link[] }>;

/** The catalogue: shelves when nothing is looked for, else what was found. `all` are the services of that audience. */
export function cataloguePage(all: readonly Service[], filters: ServiceFilters) {
  const { category, situation, words } = filters;
  const looking = category !== undefined || situation !== undefined || words !== undefined;
  const popular = all.filter(({ definition }) => definition.popular);
  const rows = looking
    ? all.filter(({ definition }) => matches(definition, filters))
    : popular.length > 0
      ? popular
      : all;
  const subject = category ? categories[category] : situation ? situations[situation] : null;
  return {
    title: subject ?? (words === undefined ? 'Услуги' : `Поиск: ${words}`),
    over: looking ? `Найдено: ${counted(rows.length, 'услуга', 'услуги', 'услуг')}` : null,
    words: words ?? '',
    hidden: hiddenOf(filters),
    audiences: tabsOf(filters),
    looking,
    listTitle: looking ? null : popular.length > 0 ? 'Популярные услуги' : 'Все услуги',
    rows: rows.map(({ definition }) => ({ cells: cellsOf(definition) })),
    categories: shelves(categories, 'category', all, (definition, code) => definition.category === code),
    situations: situationShelves(all),
  };
}

/** Life situations with the services that each may need. */
export function situationShelves(all: readonly Service[]): Shelf[] {
  return shelves(situations, 'situation', all, (definition, code) => definition.situations.some((one) => one === code));
}

function cellsOf(definition: ServiceDefinition) {
  return [
    String(definition.number),
    { text: definition.shortTitle, href: hrefOf(definition), title: true, note: definition.summary },
    definition.department.name,
    termWords(definition.term),
    feeWords(definition.fee),
  ];
}

function hrefOf({ slug }: ServiceDefinition): string {
  return `/services/${slug}`;
}

/** Headings with the services under them; an empty one is left out. */
function shelves(
  titles: Readonly<Record<string, string>>,
  key: string,
  all: readonly Service[],
  belongs: (definition: ServiceDefinition, code: string) => boolean,
): Shelf[] {
  return Object.entries(titles).flatMap(([code, title]) => {
    const own = all.map(({ definition }) => definition).filter((definition) => belongs(definition, code));
    const links = own.map((definition) => ({ text: definition.shortTitle, href: hrefOf(definition) }));
    return links.length > 0 ? [{ title, href: `/services?${key}=${code}`, links }] : [];
  });
}

const audienceTabs = [
  { value: '', text: 'Все', audience: undefined },
  { value: 'citizens', text: 'Гражданам', audience: 'person' },
  { value: 'business', text: 'Бизнесу', audience: 'organisation' },
] as const;

function tabsOf(filters: ServiceFilters) {
  return audienceTabs.map(({ value, text, audience }) => ({
    text,
    href: addressOf({ ...filters, audience }, value),
    current: filters.audience === audience,
    count: null,
  }));
}

function addressOf({ category, situation, words }: ServiceFilters, audience: string): string {
  const query = new URLSearchParams({
    ...(words && { q: words }),
    ...(category && { category }),
    ...(situation && { situation }),
    ...(audience && { for: audience }),
  });
  return query.size === 0 ? '/services' : `/services?${query.toString()}`;
}

/** What a new search keeps: the audience that was chosen. */
function hiddenOf({ audience }: ServiceFilters): { name: string; value: string }[] {
  const tab = audienceTabs.find((one) => one.audience === audience);
  return tab?.value ? [{ name: 'for', value: tab.value }] : [];
}
