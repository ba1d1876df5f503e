import { idParam } from '../../../http/params.ts';
import { checkNumber } from '../../../platform/values/public-number.ts';
import { singleLine } from '../../../platform/values/check.ts';
import { queueTabs, type QueueCursor, type QueueTab } from '../../cases/index.ts';

/** What the address of a queue says; anything odd in it counts as absent. */
export type QueueQuery = Readonly<{ tab: QueueTab; after: QueueCursor | null; words: string }>;

/** Reads tab, cursor and search words from a query string. */
export function readQueueQuery(
  query: Readonly<Record<string, unknown>>,
  tabs: readonly QueueTab[] = queueTabs,
): QueueQuery {
  const { tab, after, q } = query;
  return {
    tab: tabs.find((one) => one === tab) ?? 'all',
    after: typeof after === 'string' ? readCursor(after) : null,
    words: typeof q === 'string' ? singleLine(q).slice(0, 100) : '',
  };
}

/** A cursor as it stands in an address. */
export function cursorText({ paused, at, id }: QueueCursor): string {
  return `${paused}.${at}.${id}`;
}

/** The number that somebody typed whole, or the short one of this year that the queue shows; null for other words. */
export function readNumber(words: string, region: string, year: number): string | null {
  const compact = words.replace(/\s/g, '');
  for (const typed of [compact, `${region}-${year}-${compact}`]) {
    const checked = checkNumber(typed);
    if (checked.ok) return checked.value;
  }
  return null;
}

function readCursor(text: string): QueueCursor | null {
  const [, paused, at, id = ''] = /^([01])\.(\d{1,15})\.([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!idParam.test(id)) return null;
  return { paused: paused === '1' ? 1 : 0, at: Number(at), id };
}
