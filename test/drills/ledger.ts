/** A file that was sent, by the digest of its bytes. `place` is the document of the form under which it was filed. */
export type SentFile = Readonly<{ place: string; sha256: string }>;

/** One application, from its first answer to its last. Everything here was acknowledged, but for what is called tried. */
export type FiledDraft = {
  readonly id: string;
  /** The mark of the last save of each page that was acknowledged, and of one after it that may or may not have arrived. */
  readonly saved: Map<string, string>;
  readonly tried: Map<string, string>;
  readonly files: SentFile[];
  /** Files that may or may not have arrived. */
  readonly triedFiles: SentFile[];
  number: string | null;
  triedToSend: boolean;
};

/** What the portal has acknowledged: each entry was written after its answer had arrived whole. */
export type Ledger = {
  acknowledged: number;
  readonly drafts: FiledDraft[];
  readonly documents: { id: string; sha256: string }[];
  readonly replies: { text: string; acknowledged: boolean }[];
  /** Numbers that were told for a draft other than their own, or differently the second time. */
  readonly contradictions: string[];
};

export function newLedger(): Ledger {
  return { acknowledged: 0, drafts: [], documents: [], replies: [], contradictions: [] };
}
