import { plainNames } from './pdf-text.ts';
import { bomb, TOO_HARD } from './verdict.ts';

/** Characters that may still be read: what stands in objects inside objects is read more than once. */
export type Budget = { left: number };

/** A key may be said more than once, and viewers differ in which one they take: every value is here, as tokens. */
export type Values = readonly (readonly string[])[];
export type Dictionary = Readonly<{ entries: ReadonlyMap<string, Values>; end: number }>;

// One token, or a run of what says nothing (ISO 32000-1, 7.2.2 and 7.2.3).
const blank = String.raw`(?:[\0\t\n\f\r ]+|%[^\r\n]*)+`;
const token = new RegExp(
  String.raw`${blank}|<<|>>|<[^>]*>?|\/[^\0\t\n\f\r ()<>[\]{}\/%]*|[^\0\t\n\f\r ()<>[\]{}\/%]+|[\s\S]`,
  'y',
);
/** Nobody nests like that, and viewers give up much earlier. */
const deepest = 1000;
/** Of a key said many times, or of a long value, this much is kept: both are odd, whatever follows. */
const most = 20;

/**
 * Reads the dictionary that begins at `at` (behind white space and comments) forward, as viewers do, so that no comment and
 * no string can hide one of its keys. Null when there is none or it does not end. Names come with their slash, spelled
 * plainly, strings as «()». @throws the refusal of a file whose objects are nested without end
 */
export function readDictionary(text: string, at: number, keys: readonly string[], budget: Budget): Dictionary | null {
  const entries = new Map<string, string[][]>();
  let depth = 0;
  let value: string[] | null = null;
  for (const { part, end } of tokensFrom(text, at, budget)) {
    if (depth === 0 && part !== '<<') return null;
    if (part === '>>' && depth === 1) return { entries, end };
    if (depth === 1 && part.startsWith('/') && value?.length !== 0) {
      value = begin(entries, keys, plainNames(part.slice(1)));
      continue;
    }
    if (part === '<<' || part === '[') depth += 1;
    else if ((part === '>>' || part === ']') && depth > 1) depth -= 1;
    if (depth > deepest) throw bomb(TOO_HARD);
    if (value !== null && value.length < most) value.push(plainNames(part));
  }
  return null;
}

/** The place behind white space and comments. */
export function skipBlank(text: string, at: number): number {
  const run = new RegExp(blank, 'y');
  run.lastIndex = at;
  return run.test(text) ? run.lastIndex : at;
}

/** Where the tokens of a new value go; those of keys that nobody asked for are forgotten. */
function begin(entries: Map<string, string[][]>, keys: readonly string[], key: string): string[] {
  const value: string[] = [];
  if (!keys.includes(key)) return value;
  const values = entries.get(key) ?? [];
  if (values.length < most) values.push(value);
  entries.set(key, values);
  return value;
}

function* tokensFrom(text: string, at: number, budget: Budget): Generator<Readonly<{ part: string; end: number }>> {
  for (let start = at; start < text.length;) {
    token.lastIndex = start;
    const found = token.exec(text)?.[0] ?? '';
    const end = found === '(' ? endOfString(text, start) : start + found.length;
    budget.left -= end - start;
    if (budget.left < 0) throw bomb(TOO_HARD);
    // What a string says does not matter, only where it ends.
    if (!/^[\0\t\n\f\r %]/.test(found)) yield { part: found === '(' ? '()' : found, end };
    start = end;
  }
}

/** Behind the bracket that closes the string which opens at `start`: inner ones come in pairs, a backslash takes one away. */
function endOfString(text: string, start: number): number {
  let open = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '(') open += 1;
    else if (sign === ')') open -= 1;
    if (open === 0) return at + 1;
  }
  return text.length;
}
