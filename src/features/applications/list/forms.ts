import { readForm, type Entered } from '../../../http/forms.ts';
import { slugParam } from '../../../http/params.ts';
import { checkDate } from '../../../platform/values/date.ts';
import { checkNumber } from '../../../platform/values/public-number.ts';
import { endOfDay, startOfDay } from '../../../platform/values/time.ts';
import { orders, statusOrder, type ListFilter } from './rules.ts';
import type { ListCursor } from './store.ts';

export type ListQuery = Readonly<{
  filter: ListFilter;
  after: ListCursor | null;
  /** As it was typed, to be shown again; what could not be read narrows nothing and is named. */
  entered: Entered;
  mistakes: Readonly<{ field: string; message: string }>[];
}>;

const shownStatuses = statusOrder.filter((status) => status !== 'archived');

/** Reads the filters of the list from its address. Unknown values narrow nothing. */
export function parseList(query: unknown, timeZone: string): ListQuery {
  const form = readForm(query);
  const words = form.text('q', { max: 100 });
  const number = checkNumber(words);
  const from = form.checked('from', checkDate);
  const to = form.checked('to', checkDate);
  if (from !== null && to !== null && from > to) form.error('to', 'Дата «По» раньше даты «С»');
  const slug = form.text('service');
  const status = form.text('state');
  const known = shownStatuses.find((one) => one === status);
  const filter: ListFilter = {
    archive: form.text('tab') === 'archive',
    order: orders.find((order) => order === form.text('order')) ?? 'date',
    ...(number.ok ? { number: number.value } : words !== '' && { words }),
    ...(slugParam.test(slug) && { slug }),
    ...(known && { status: known }),
    ...(from !== null && { from: startOfDay(from, timeZone) }),
    ...(to !== null && { to: endOfDay(to, timeZone) }),
  };
  const result = form.result(null);
  return {
    filter,
    after: readCursor(form.text('after')),
    entered: enteredOf(query),
    mistakes: result.ok ? [] : [...result.errors],
  };
}

/** The cursor as it stands in an address: «2.1795000000000.44-2026-000123-3». */
export function writeCursor({ rank, at, key }: ListCursor): string {
  return `${rank}.${at}.${key}`;
}

function readCursor(text: string): ListCursor | null {
  const [, rank, at, key] = /^(\d{1,2})\.(\d{1,15})\.([0-9a-f-]{1,40})$/.exec(text) ?? [];
  return key === undefined ? null : { rank: Number(rank), at: Number(at), key };
}

function enteredOf(query: unknown): Entered {
  const form = readForm(query);
  return Object.fromEntries(
    ['q', 'service', 'state', 'from', 'to', 'order', 'tab'].map((name) => [name, form.text(name)]),
  );
}
