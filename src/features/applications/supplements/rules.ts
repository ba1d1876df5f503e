import type { FieldError } from '../../../http/forms.ts';
import { formatDate } from '../../../platform/values/time.ts';

/** A document that an official asks for; `id` names the control of the form, the title is for people. */
export type RequestedDocument = Readonly<{ id: string; title: string }>;

/** A request for documents or an answer in words. Open until it is answered or its term passes; times in UTC ms. */
export type DocumentRequest = Readonly<{
  id: string;
  applicationId: string;
  askedBy: string;
  askedByName: string;
  message: string;
  documents: readonly RequestedDocument[];
  askedAt: number;
  dueAt: number;
  /** Words of the answer; while the request is open they are a draft. */
  answer: string | null;
  answeredAt: number | null;
  /** When the person confirmed that they had read it. */
  readAt: number | null;
}>;

/** What comes of no answer by `dueAt` (UTC ms): the department may refuse then. */
export function silenceWords(dueAt: number, timeZone: string): string {
  return `Если не ответить до ${formatDate(dueAt, timeZone)}, в услуге откажут.`;
}

/** Where files go that nobody asked for by name. */
export const otherFiles: RequestedDocument = { id: 'other', title: 'Другие файлы' };

/** The request that waits for an answer: the last one, unless it has been answered. */
export function openRequest(requests: readonly DocumentRequest[]): DocumentRequest | null {
  const last = requests.at(-1);
  return last !== undefined && last.answeredAt === null ? last : null;
}

/** Every place for files in the answer to a request: what was asked for, and whatever else the person wants to add. */
export function placesOf({ documents }: Pick<DocumentRequest, 'documents'>): readonly RequestedDocument[] {
  return [...documents.filter(({ id }) => id !== otherFiles.id), otherFiles];
}

/** How many files each place takes. */
export function roomOf(request: Pick<DocumentRequest, 'documents'>, each: number): ReadonlyMap<string, number> {
  return new Map(placesOf(request).map(({ id }) => [id, each]));
}

/** What an answer lacks before it can be sent: each document that was asked for; words or a file when none was named. */
export function answerProblems(
  { documents }: Pick<DocumentRequest, 'documents'>,
  files: readonly Readonly<{ documentId: string }>[],
  answer: string,
): FieldError[] {
  if (documents.length === 0)
    return files.length > 0 || answer !== '' ? [] : [{ field: 'answer', message: 'Напишите ответ или приложите файл' }];
  return documents
    .filter(({ id }) => !files.some(({ documentId }) => documentId === id))
    .map(({ id, title }) => ({ field: id, message: `Приложите документ: ${title}` }));
}
