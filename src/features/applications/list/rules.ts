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

/** What people call what stands in the list, in whatever ending: a name of all of it, and of no one title. */
const namesOfAll = /^(?:заявлени|заявк|заявок$|обращени|запрос)/;
const smallWords = /^(?:в|во|для|за|из|и|к|на|о|об|от|по|с|у)$/;

/**
 * Whether each word that was typed is a word of the title, or an old name of applications as such. Russian endings change
 * («детский», «детского»): it is enough that all but the last two letters of the shorter word are common to both, and three at least.
 */
export function fitsWords(title: string, words: string): boolean {
  const own = searchWords(title);
  const typed = searchWords(words).filter((word) => !namesOfAll.test(word) && !smallWords.test(word));
  return typed.every((word) => own.some((one) => one.startsWith(word) || isSameWord(one, word)));
}

function isSameWord(one: string, other: string): boolean {
  let common = 0;
  while (common < one.length && one[common] === other[common]) common += 1;
  return common >= Math.max(3, Math.min(one.length, other.length) - 2);
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
