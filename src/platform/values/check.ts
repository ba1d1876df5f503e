/** What a check of typed text answers: the normalised value, or one Russian sentence that says how to mend it. */
export type Checked<T = string> = { ok: true; value: T } | { ok: false; message: string };

/** Shortens `{ ok: true, value }`. */
export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

/** Shortens `{ ok: false, message }`; the message is Russian and fit for the screen. */
export function refuse(message: string): { ok: false; message: string } {
  return { ok: false, message };
}

/** More marks on one letter than any script needs (UAX #15, stream-safe text). */
const endlessMarks = /\p{M}{31}/u;

/** Whether a text may be normalised: that takes time quadratic in the marks of a letter, a minute for 100 kB of them. */
export function isStreamSafe(text: string): boolean {
  return !endlessMarks.test(text);
}

/** Text on one line: NFC, every kind of white space and invisible mark folded into single spaces, trimmed. */
export function singleLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Z}\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * Text of several lines: NFC, line ends as \n, without white space at the ends of lines and without control, direction and
 * invisible marks: papers cannot show those, and what is signed must be what is read.
 */
export function severalLines(text: string): string {
  const lines = text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/\p{Cf}|[^\n\P{Cc}]/gu, '')
    .split('\n');
  // Not by a pattern: one that seeks the end of a line from every space of it takes a minute for 100 kB of spaces.
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** A number as people paste it, without its spaces, invisible marks and dashes of any kind. */
export function compact(text: string): string {
  return text.normalize('NFKC').replace(/[\s\p{Z}\p{Cf}\p{Cc}\p{Pd}\u2212]+/gu, '');
}

/** Whether the text consists of exactly `length` ASCII digits. */
export function isDigits(text: string, length: number): boolean {
  return text.length === length && /^[0-9]+$/.test(text);
}

/** Whether nothing but zeros is there: such numbers pass most checksums and belong to nobody. */
export function isAllZeros(text: string): boolean {
  return /^0+$/.test(text);
}

/** Σ digit × weight; the weights repeat when the text is longer. The text must be ASCII digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    sum += (digits.charCodeAt(at) - 48) * (weights[at % weights.length] ?? 0);
  }
  return sum;
}

/** The first letter of a text, whole also where it takes two code units. */
export function firstLetter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0x20).trim();
}
