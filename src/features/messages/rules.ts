import type { Party } from '../../platform/values/actor.ts';

/** `important` is answered or read in time; `request` belongs to the person's own request; the rest is for information. */
export type MessageCategory = 'important' | 'request' | 'ordinary';

export type Message = Readonly<{
  id: string;
  /** `С-2026-000123`, for people and for support. */
  number: string;
  party: Party;
  category: MessageCategory;
  /** Who wrote: a department, or the person in a reply (whose name is looked up, never stored here). */
  sender: string;
  subject: string;
  text: string;
  caseNumber: string | null;
  replyTo: string | null;
  /** The person who wrote a reply; null for what came to them. */
  authorId: string | null;
  createdAt: number;
  readAt: number | null;
  archivedAt: number | null;
}>;

/** What may happen to a message of the party, once each way. */
export type MessageStamp = 'read' | 'archived' | 'restored';

export const messageTabs = ['all', 'important', 'requests', 'archive'] as const;
export type MessageTab = (typeof messageTabs)[number];

export const tabWords: Readonly<Record<MessageTab, string>> = {
  all: 'Все',
  important: 'Важные',
  requests: 'Запросы',
  archive: 'Архив',
};

/** A tab as it stands in an address; anything unknown is «Все». */
export function readTab(value: unknown): MessageTab {
  return messageTabs.find((tab) => tab === value) ?? 'all';
}

export function makeMessageNumber(year: number, sequence: number): string {
  return `С-${year}-${String(sequence).padStart(6, '0')}`;
}

/** «99+» beyond what is counted. */
export function ringText(count: number): string {
  return count > 99 ? '99+' : String(count);
}
