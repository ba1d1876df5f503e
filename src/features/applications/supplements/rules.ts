/** What an official asks for: documents of the definition or others, each by a title, and perhaps an answer in words. */
export type RequestedDocument = Readonly<{ id: string; title: string }>;

/** A request for documents. Open until it is answered or its term passes; `dueAt` is the last moment, UTC ms. */
export type DocumentRequest = Readonly<{
  id: string;
  applicationId: string;
  askedBy: string;
  askedByName: string;
  message: string;
  documents: readonly RequestedDocument[];
  askedAt: number;
  dueAt: number;
  answer: string | null;
  answeredAt: number | null;
  /** When the person confirmed that they had read it. */
  readAt: number | null;
}>;

/** The request that waits for an answer: the last one, unless it has been answered. */
export function openRequest(requests: readonly DocumentRequest[]): DocumentRequest | null {
  const last = requests.at(-1);
  return last !== undefined && last.answeredAt === null ? last : null;
}
