import { randomBytes } from 'node:crypto';
import nunjucks from 'nunjucks';

type Macro = (...args: unknown[]) => unknown;

/** So many characters of keys and parts make a generation; two are kept. */
const generation = 4_000_000;
/** Larger arguments cost more to compare than the part costs to make. */
const largest = 60_000;

/**
 * Remembers what the macros of components gave: they see nothing but their arguments, so equal arguments give equal parts. What
 * was not asked for during a whole generation is forgotten.
 */
export function createViewMemo(): (macro: Macro) => Macro {
  let young = new Map<string, unknown>();
  let old = new Map<string, unknown>();
  let size = 0;
  let macros = 0;

  function keep(key: string, part: unknown): void {
    young.set(key, part);
    size += key.length + String(part).length;
    if (size < generation) return;
    old = young;
    young = new Map();
    size = 0;
  }

  return function remember(macro) {
    const name = `${(macros += 1)}`;
    return function remembered(this: unknown, ...args) {
      const given = keyOf(args);
      if (given === null) return macro.apply(this, args);
      const key = name + given;
      let part = young.get(key);
      if (part !== undefined) return part;
      part = old.get(key) ?? macro.apply(this, args);
      keep(key, part);
      return part;
    };
  };
}

// What a template has made already is HTML, and must never be taken for a text that reads the same and is still to be escaped.
const made = randomBytes(8).toString('hex');
Object.defineProperty(nunjucks.runtime.SafeString.prototype, 'toJSON', {
  value(this: { val: string }) {
    return { [made]: this.val };
  },
});

/** The arguments as a text; null when they are too large or hold a function, as the words between `call` and `endcall` do. */
function keyOf(args: readonly unknown[]): string | null {
  const last = args.at(-1);
  if (typeof last === 'object' && last !== null && 'caller' in last) return null;
  const key = JSON.stringify(args);
  return key.length > largest ? null : key;
}
