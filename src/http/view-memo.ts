import { randomBytes } from 'node:crypto';
import nunjucks from 'nunjucks';
import { createRecent } from '../platform/recent.ts';

type Macro = (...args: unknown[]) => unknown;

/** So many characters of keys and parts make a generation; two are kept. */
const generation = 4_000_000;
/** Larger arguments cost more to compare than the part costs to make. */
const largest = 60_000;

/** Remembers what the macros of components gave: they see nothing but their arguments, so equal arguments give equal parts. */
export function createViewMemo(): (macro: Macro) => Macro {
  const lately = createRecent<unknown>(generation, (key, part) => key.length + String(part).length);
  let macros = 0;

  return function remember(macro) {
    const name = `${(macros += 1)}`;
    return function remembered(this: unknown, ...args) {
      const last = args.at(-1);
      // The words between `call` and `endcall`.
      if (typeof last === 'object' && last !== null && 'caller' in last) return macro.apply(this, args);
      const given = JSON.stringify(args);
      if (given.length > largest) return macro.apply(this, args);
      const key = name + given;
      let part = lately.get(key);
      if (part === undefined) lately.keep(key, (part = macro.apply(this, args)));
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
