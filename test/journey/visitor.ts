/** A file with its name, as a person has it on the disk. */
export type NamedFile = Readonly<{ name: string; type: string; bytes: Buffer }>;

/**
 * A person with a browser: finds things by what is written on them, never by names in the markup. The journey is told once, in
 * these words, and walked over plain HTTP (`http/visitor.ts`) and in Chromium (`test/browser/visitor.ts`). Every word is exact,
 * but for numbers in front of a label and «необязательно» behind it; nothing found, or several, is an error.
 */
export type Visitor = Readonly<{
  /** Types an address. */
  open(address: string): Promise<void>;
  /** Path of the page, without the query. */
  path(): string;
  /** Waits until the page with this heading is there; the refusal, if any, is told in the error. */
  arrive(heading: string): Promise<void>;
  /** Everything that can be read on the page's main part. */
  text(): Promise<string>;
  /** Waits until these words stand in the main part. */
  read(words: string): Promise<void>;
  /** `within` is the question (legend) around the control, where several have the same label. */
  fill(label: string, value: string, within?: string): Promise<void>;
  /** Ticks a box or picks one of several. */
  tick(label: string, within?: string): Promise<void>;
  choose(label: string, option: string): Promise<void>;
  attach(label: string, file: NamedFile): Promise<void>;
  press(button: string): Promise<void>;
  /** A link in the main part of the page. */
  follow(link: string): Promise<void>;
  /** A link of the menu. */
  turnTo(section: string): Promise<void>;
  download(link: string): Promise<NamedFile>;
  leave(): Promise<void>;
}>;

/** What the menu of the cabinet is called. */
export const cabinetMenu = 'Разделы кабинета';

/** Types a date into its three fields. */
export async function fillDate(visitor: Visitor, question: string, iso: string): Promise<void> {
  const [year = '', month = '', day = ''] = iso.split('-');
  await visitor.fill('День', day, question);
  await visitor.fill('Месяц', month, question);
  await visitor.fill('Год', year, question);
}

/** Matches what is written on a control: «2.1 Телефон необязательно» is found as «Телефон». */
export function labelled(words: string): RegExp {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(' ', String.raw`\s+`);
  return new RegExp(String.raw`^\s*(\d+(\.\d+)*\.?\s+)?${escaped}(\s+необязательно)?\s*$`, 'u');
}

/** The first number of a case in a text: «44-2026-000123-7». */
export function numberIn(text: string): string {
  const number = /\d{2,3}-\d{4}-\d{6}-\d/u.exec(text)?.[0];
  if (number === undefined) throw new Error(`no number in «${text.slice(0, 200)}»`);
  return number;
}
