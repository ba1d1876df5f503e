/** What people may send, as media types: everything else is refused whatever its name says. */
export type FileType = 'application/pdf' | 'image/jpeg' | 'image/png';

export type RefusalCode = 'FILE-TYPE' | 'FILE-DAMAGED' | 'FILE-BOMB' | 'FILE-ENCRYPTED' | 'FILE-ACTIVE';

/**
 * `extension` has no dot; `pages` is known for PDF only. The message is Russian and goes on after «Файл «имя» »: «повреждён:
 * сохраните его заново.»
 */
export type Verdict =
  { ok: true; type: FileType; extension: string; pages?: number } | { ok: false; code: RefusalCode; message: string };

export const FILE_TYPES: Record<FileType, { extension: string; title: string }> = {
  'application/pdf': { extension: 'pdf', title: 'PDF' },
  'image/jpeg': { extension: 'jpg', title: 'JPEG' },
  'image/png': { extension: 'png', title: 'PNG' },
};

/** The answer for a sound file. */
export function accepted(type: FileType, pages?: number): Verdict {
  const { extension } = FILE_TYPES[type];
  return pages === undefined ? { ok: true, type, extension } : { ok: true, type, extension, pages };
}

/** Thrown inside an inspection to end it with a refusal. */
export class Refusal extends Error {
  readonly verdict: Verdict;

  constructor(code: RefusalCode, message: string) {
    super(code);
    this.verdict = { ok: false, code, message };
  }
}

export const damaged = (message: string) => new Refusal('FILE-DAMAGED', message);
export const bomb = (message: string) => new Refusal('FILE-BOMB', message);
export const active = (message: string) => new Refusal('FILE-ACTIVE', message);

/** What is said of files that were cut or changed on their way. */
export const CUT = 'повреждён или передан не до конца: сохраните его заново.';

/** What is said of files that take more time or memory than any file should. */
export const TOO_HARD = 'устроен слишком сложно, проверить его не удалось: сохраните его заново.';

/** «PDF, JPEG и PNG» */
export function listOf(types: readonly FileType[]): string {
  const titles = types.map((type) => FILE_TYPES[type].title);
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} и ${titles.at(-1)}`;
}
