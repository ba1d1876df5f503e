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

/** A pattern that finds any of the names (given without «/») as a whole, however it is spelled, followed by `after`. */
export function nameAnywhere(names: readonly string[], after = ''): RegExp {
  return new RegExp(`/(?:${names.map(spelled).join('|')})(?![A-Za-z0-9#_.-])${after}`);
}

const number = (key: string) => nameAnywhere([key], String.raw`\s*(\d{1,15})(?!\d|\s+\d+\s+R)`);
const NUMBERS = {
  Length: number('Length'),
  Width: number('Width'),
  Height: number('Height'),
  First: number('First'),
  N: number('N'),
};

/** A key of a dictionary with a direct whole number: its value, or null. */
export function numberOf(dictionary: string, key: keyof typeof NUMBERS): number | null {
  const found = NUMBERS[key].exec(dictionary);
  return found ? Number(found[1]) : null;
}

const FILTER = /\/(?:Filter|F)\s*(\[[^\]]*\]|\/[^\s/<>[\]()%]+)/;

/** The filters of a stream in their order, short names included, without slashes. */
export function filtersOf(dictionary: string): string[] {
  const found = FILTER.exec(plainNames(dictionary));
  return found?.[1]?.match(/\/[^\s/<>[\]()%]+/g)?.map((name) => name.slice(1)) ?? [];
}

function plainNames(text: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/#([0-9a-fA-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
