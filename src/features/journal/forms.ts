import { readForm, type Entered, type FieldError } from '../../http/forms.ts';
import { checkDate } from '../../platform/values/date.ts';
import { endOfDay, startOfDay } from '../../platform/values/time.ts';
import { actKinds, type ActKind } from './acts.ts';
import type { JournalFilter } from './rules.ts';
import type { JournalCursor } from './store.ts';

export type JournalQuery = Readonly<{
  filter: JournalFilter;
  after: JournalCursor | null;
  /** As it was typed, to be shown again; what could not be read narrows nothing and is named. */
  entered: Entered;
  mistakes: readonly FieldError[];
}>;

/** Reads the filter of the journal from its address. Unknown values narrow nothing. */
export function parseJournal(query: unknown, timeZone: string): JournalQuery {
  const form = readForm(query);
  const typed = form.text('kind');
  const kind = (Object.keys(actKinds) as ActKind[]).find((one) => one === typed);
  const from = form.checked('from', checkDate);
  const to = form.checked('to', checkDate);
  if (from !== null && to !== null && from > to) form.error('to', 'Дата «По» раньше даты «С»');
  const result = form.result(null);
  return {
    filter: {
      ...(kind && { kind }),
      ...(from !== null && { from: startOfDay(from, timeZone) }),
      ...(to !== null && { to: endOfDay(to, timeZone) }),
    },
    after: readCursor(form.text('after')),
    entered: { kind: kind ?? '', from: readForm(query).text('from'), to: readForm(query).text('to') },
    mistakes: result.ok ? [] : result.errors,
  };
}

/** The cursor as it stands in an address: «1795000000000.0198a000-…». */
export function writeCursor({ at, id }: JournalCursor): string {
  return `${at}.${id}`;
}

function readCursor(text: string): JournalCursor | null {
  const [, at, id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  return id === undefined ? null : { at: Number(at), id };
}
