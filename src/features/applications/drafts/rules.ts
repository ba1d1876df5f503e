import type { KeptFile } from '../../../platform/files/file-store.ts';
import { day } from '../../../platform/values/durations.ts';
import type { Party } from '../../../platform/values/actor.ts';
import type { Answers, Origins } from '../../catalogue/index.ts';
import type { ApplicationSignature } from '../submission/rules.ts';

/** The paper that was frozen for signing: its bytes lie in the file, and an edit voids it. */
export type FrozenPaper = Readonly<{ file: KeptFile; frozenAt: number }>;

/** An application that has not been sent. Every edit raises `revision`; `pageRevisions` tell which edit touched a page last. */
export type Draft = Readonly<{
  id: string;
  party: Party;
  authorId: string;
  serviceSlug: string;
  versionId: string;
  answers: Answers;
  /** Where answers that the portal filled in came from. */
  origins: Origins;
  pageRevisions: Readonly<Record<string, number>>;
  revision: number;
  paper: FrozenPaper | null;
  signature: ApplicationSignature | null;
  createdAt: number;
  savedAt: number;
  expiresAt: number;
}>;

/** When a draft that nobody touches is deleted: so many days after the last edit. */
export function draftExpiry(savedAt: number, days: number): number {
  return savedAt + days * day;
}

/** Whether a page was saved from elsewhere after the form of this revision had been shown. */
export function isStale(draft: Pick<Draft, 'pageRevisions'>, pageId: string, formRevision: number): boolean {
  return (draft.pageRevisions[pageId] ?? 0) > formRevision;
}

/** The parts of a page (ids of its questions and groups) whose answers differ. */
export function differingParts(one: Answers, other: Answers, parts: readonly string[]): string[] {
  return parts.filter((id) => JSON.stringify(one[id] ?? null) !== JSON.stringify(other[id] ?? null));
}

/** Whether a service meant for this audience may be applied for in this capacity. */
export function mayApplyAs(audience: 'person' | 'organisation' | 'both', party: Party): boolean {
  return audience === 'both' || audience === party.kind;
}
