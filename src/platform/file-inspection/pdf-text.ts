/**
 * Searching PDF syntax in bytes read as Latin-1. Any character of a name may be written as `#` and two hex digits
 * (ISO 32000-1, 7.3.5), which is how scripts are hidden from a plain search.
 */
function spelled(name: string): string {
  return Array.from(name, (letter) => {
    const code = letter.charCodeAt(0).toString(16).padStart(2, '0');
    const hex = Array.from(code, (digit) => (/\d/.test(digit) ? digit : `[${digit}${digit.toUpperCase()}]`)).join('');
    return `(?:${letter}|#${hex})`;
  }).join('');
}

/** What may stand between two tokens: white space, NUL included, and comments (7.2.2 and 7.2.3). */
export const gap = String.raw`(?:[\0\s]|%[^\r\n]*[\r\n])*`;

/** A reference to another object. */
export const reference = String.raw`\d+${gap}\d+${gap}R`;

/** A pattern that finds any of the names (given without «/») as a whole, however it is spelled, followed by `after`. */
export function nameAnywhere(names: readonly string[], after = ''): RegExp {
  return new RegExp(`/(?:${names.map(spelled).join('|')})(?![A-Za-z0-9#_.-])${after}`);
}

/** A text in which names are spelled plainly. */
export function plainNames(text: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/#([0-9a-fA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
