/** A label and what is filled in beside it. */
export type Fact = Readonly<{ label: string; value: string }>;

/** `width` is a share of the row (1 when absent); `numeric` puts the column to the right. */
export type Column = Readonly<{ title: string; width?: number; numeric?: boolean }>;

/** The registration box. Placed as the first block it stands beside the title. */
export type StampBlock = Readonly<{ kind: 'stamp'; word: string; number: string; at: number }>;

/** The mark of an electronic signature; the title says what the signature is («… учебной …»), times are UTC ms. */
export type SignatureBlock = Readonly<{
  kind: 'signature';
  title: string;
  certificate: string;
  owner: string;
  validFrom: number;
  validTo: number;
  verdict?: Readonly<{ words: string; checkedAt: number }>;
}>;

export type PdfBlock =
  | Readonly<{ kind: 'heading'; text: string }>
  | Readonly<{ kind: 'paragraph'; text: string }>
  | Readonly<{ kind: 'facts'; rows: readonly Fact[] }>
  | Readonly<{ kind: 'table'; columns: readonly Column[]; rows: readonly (readonly string[])[] }>
  | Readonly<{ kind: 'list'; items: readonly string[]; numbered?: boolean }>
  | Readonly<{ kind: 'notice'; title?: string; text: string }>
  /** `size` in bytes, `sha256` in hex: what is signed with the document although it lies beside it. */
  | Readonly<{ kind: 'attachments'; files: readonly Readonly<{ name: string; size: number; sha256: string }>[] }>
  | StampBlock
  | SignatureBlock
  /** `content` goes into the code; an https address also becomes a link. `lines` are said beside it. */
  | Readonly<{ kind: 'qr'; content: string; title: string; lines: readonly string[] }>;

/** What is printed, without a word of how: the same model always gives the same bytes. */
export type PdfModel = Readonly<{
  title: string;
  /** What kind of paper it is: «Заявление», «Расписка». */
  kindLine?: string;
  regionName: string;
  /** «Личный кабинет 44» */
  portalName: string;
  number?: string;
  blocks: readonly PdfBlock[];
  footer: string;
  /** UTC ms; becomes the document's date. */
  createdAt: number;
  zone: string;
}>;
