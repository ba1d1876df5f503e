import { damaged } from '../failure.ts';
import type { Element } from './element.ts';
import { tags } from './tags.ts';

/** Reads the fields of a SEQUENCE one after another, as its ASN.1 definition lists them. Every method throws SIG-DAMAGED. */
export class Fields {
  readonly #elements: readonly Element[];
  #at = 0;

  constructor(element: Element, tag: number = tags.sequence) {
    this.#elements = expect(element, tag).children;
  }

  /** The next field; with tags, it must carry one of them. */
  next(...allowed: number[]): Element {
    const element = this.#elements[this.#at];
    if (!element) throw damaged('a field is missing');
    if (allowed.length > 0 && !allowed.includes(element.tag)) throw damaged('a field of another type was expected');
    this.#at += 1;
    return element;
  }

  /** An OPTIONAL or DEFAULT field: the next one when it carries one of the tags. */
  maybe(...allowed: number[]): Element | undefined {
    const element = this.#elements[this.#at];
    if (!element || !allowed.includes(element.tag)) return undefined;
    this.#at += 1;
    return element;
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#at < this.#elements.length) throw damaged('unexpected fields follow');
  }
}

/** The same element when it carries the tag; else throws SIG-DAMAGED. */
export function expect(element: Element, tag: number): Element {
  if (element.tag !== tag) throw damaged('an element of another type was expected');
  return element;
}

/** The single element inside an explicit tag or a one-valued set; throws SIG-DAMAGED when there are none or several. */
export function only(element: Element): Element {
  const [child, another] = element.children;
  if (!child || another) throw damaged('exactly one element was expected');
  return child;
}
