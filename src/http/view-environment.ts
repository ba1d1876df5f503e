import nunjucks from 'nunjucks';
import { createViewMemo } from './view-memo.ts';

type Done<T> = (error: Error | null, value?: T) => void;
type Exported = Record<string, unknown>;
type Template = { getExported(done: Done<Exported>): void };

/**
 * An environment whose templates do not change: what a component exports is worked out once and not for every page that imports
 * it, and what its macros give is remembered.
 */
export class LastingEnvironment extends nunjucks.Environment {
  readonly #lasting = new WeakSet<Template>();
  readonly #remember = createViewMemo();

  // Compiled templates look one another up with all five arguments, the last of which is called back at once.
  override getTemplate(name: string, ...rest: unknown[]): nunjucks.Template {
    const find = super.getTemplate.bind(this) as (...args: unknown[]) => nunjucks.Template;
    const done = rest.at(-1);
    if (typeof done !== 'function' || !name.startsWith('components/')) return find(name, ...rest);
    const lasting: Done<Template> = (error, template) => {
      if (template) this.#makeLasting(template);
      (done as Done<Template>)(error, template);
    };
    return find(name, ...rest.slice(0, -1), lasting);
  }

  #makeLasting(template: Template): void {
    if (this.#lasting.has(template)) return;
    this.#lasting.add(template);
    const work = template.getExported.bind(template);
    let known: Exported | null = null;
    template.getExported = (done) => {
      if (known !== null) return done(null, known);
      work((error, exported) => {
        if (exported !== undefined) known = this.#remembered(exported);
        done(error, known ?? exported);
      });
    };
  }

  #remembered(exported: Exported): Exported {
    return Object.fromEntries(
      Object.entries(exported).map(([name, value]) => [
        name,
        typeof value === 'function' ? this.#remember(value as (...args: unknown[]) => unknown) : value,
      ]),
    );
  }
}
