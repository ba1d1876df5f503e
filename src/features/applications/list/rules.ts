import { searchWords } from '../../../platform/values/search-text.ts';

export const orders = ['date', 'status', 'number'] as const;
export type Order = (typeof orders)[number];

/** What a person narrows the list to; an absent key does not narrow. Times in UTC ms, `to` included. */
export type ListFilter = Readonly<{
  /** Archived applications alone, or all others. */
  archive: boolean;
  /** Whole number as `checkNumber` gives it. */
  number?: string;
  words?: string;
  slug?: string;
  status?: string;
  from?: number;
  to?: number;
  order: Order;
}>;

/**
 * Whether each word that was typed begins a word of the title; of long words the ending is left out, because Russian endings
 * change.
 */
export function fitsWords(title: string, words: string): boolean {
  const own = searchWords(title);
  return searchWords(words).every((word) =>
    own.some((one) => one.startsWith(word.length > 5 ? word.slice(0, -2) : word)),
  );
}

/** The order of statuses in a list sorted by status: what waits for the person comes first. */
export const statusOrder = [
  'documents_required',
  'ready',
  'approved',
  'rejected',
  'documents_received',
  'checking',
  'in_progress',
  'submitted',
  'withdrawn',
  'archived',
] as const;
