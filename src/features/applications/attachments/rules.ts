import { counted } from '../../../platform/values/plural.ts';
import { noRoomWords } from '../../../platform/values/upload-limits.ts';

/** What the department said of a file; null while it has not looked. */
export type FileVerdict = 'accepted' | 'rejected';

/** A file of an application: filed under a document of the definition, or sent later in answer to a request. */
export type Attachment = Readonly<{
  id: string;
  applicationId: string;
  /** The request that it answers; null for what was sent with the application itself. */
  requestId: string | null;
  /** Id of the document in the definition, `feeReceipt`, or `other`. */
  documentId: string;
  fileId: string;
  addedAt: number;
  verdict: FileVerdict | null;
  verdictReason: string | null;
  verdictAt: number | null;
}>;

/** An attachment with the facts of its file. Size in bytes, SHA-256 in hex. */
export type AttachedFile = Attachment & Readonly<{ name: string; type: string; size: number; sha256: string }>;

/** How many files there are under each document, by its id. */
export function countByDocument(attachments: readonly Pick<Attachment, 'documentId'>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { documentId } of attachments) counts[documentId] = (counts[documentId] ?? 0) + 1;
  return counts;
}

/** Files in the order in which their documents are asked for, then in the order of adding; what nobody asks for stands last. */
export function inOrderOf<T extends Pick<Attachment, 'documentId' | 'id'>>(
  attachments: readonly T[],
  documentIds: readonly string[],
): T[] {
  const place = ({ documentId }: T) =>
    documentIds.includes(documentId) ? documentIds.indexOf(documentId) : documentIds.length;
  return [...attachments].sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
}

/** Why one more file does not fit, in words that go on after «Файл «имя» »; null when it does. */
export function whyNoMore(
  present: Readonly<{ ofDocument: number; ofApplication: number }>,
  limits: Readonly<{ ofDocument: number; ofApplication: number }>,
): string | null {
  if (present.ofDocument >= limits.ofDocument) return noRoomWords(limits.ofDocument);
  if (present.ofApplication >= limits.ofApplication)
    return `не приложен: в заявлении может быть не больше ${counted(limits.ofApplication, 'файла', 'файлов', 'файлов')}.`;
  return null;
}
