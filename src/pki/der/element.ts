import { damaged } from '../failure.ts';
import { header, INDEFINITE, walk, type Encoding, type Limits } from './walk.ts';

/**
 * One element of an ASN.1 encoding (X.690): a view of the source bytes, nothing is copied.
 * It comes from `readDer` or `readBer`, which have checked everything below it, so reading it further costs little.
 */
export class Element {
  /** The identifier octet: class, constructed bit and number together; see `tags`. */
  readonly tag: number;
  readonly #source: Buffer;
  readonly #encoding: Encoding;
  readonly #start: number;
  readonly #contentStart: number;
  readonly #contentEnd: number;
  readonly #end: number;

  constructor(source: Buffer, start: number, limit: number, encoding: Encoding) {
    const head = header(source, start, limit, encoding);
    const indefinite = head.contentEnd === INDEFINITE;
    this.#end = indefinite
      ? walk(source, start, limit, encoding, { nodes: Infinity, depth: Infinity })
      : head.contentEnd;
    this.#contentEnd = indefinite ? this.#end - 2 : head.contentEnd;
    this.#source = source;
    this.#encoding = encoding;
    this.#start = start;
    this.#contentStart = head.contentStart;
    this.tag = head.tag;
  }

  /** The element exactly as it stands in the source, header included. */
  get raw(): Buffer {
    return this.#source.subarray(this.#start, this.#end);
  }

  /** The content octets, without header and end-of-contents marker. */
  get content(): Buffer {
    return this.#source.subarray(this.#contentStart, this.#contentEnd);
  }

  get constructed(): boolean {
    return (this.tag & 0x20) !== 0;
  }

  /** The elements inside, in the order of the source. Throws SIG-DAMAGED for a primitive element. */
  get children(): Element[] {
    if (!this.constructed) throw damaged('a constructed element was expected');
    const children: Element[] = [];
    for (let at = this.#contentStart; at < this.#contentEnd;) {
      const child = new Element(this.#source, at, this.#contentEnd, this.#encoding);
      children.push(child);
      at = child.#end;
    }
    return children;
  }
}

/** What certificates and signatures may grow to: far above any honest one, far below what would hurt. */
export const LIMITS: Limits = { nodes: 100_000, depth: 48 };

/**
 * Reads exactly one element that fills `bytes`, by the Distinguished Encoding Rules (X.690 section 10): definite, minimal
 * lengths and primitive strings, all the way down. Throws SIG-DAMAGED.
 */
export function readDer(bytes: Buffer, limits: Limits = LIMITS): Element {
  return read(bytes, 'der', limits);
}

/**
 * Reads exactly one element by the Basic Encoding Rules as far as CMS writers use them: indefinite and long-winded lengths,
 * OCTET STRINGs in pieces. Throws SIG-DAMAGED.
 */
export function readBer(bytes: Buffer, limits: Limits = LIMITS): Element {
  return read(bytes, 'ber', limits);
}

/** Where the element that opens `bytes` ends, whatever follows it: BER, checked all the way down. Throws SIG-DAMAGED. */
export function endOfElement(bytes: Buffer): number {
  return walk(bytes, 0, bytes.length, 'ber', { ...LIMITS });
}

function read(bytes: Buffer, encoding: Encoding, limits: Limits): Element {
  const end = walk(bytes, 0, bytes.length, encoding, { ...limits });
  if (end !== bytes.length) throw damaged('bytes follow the end of the structure');
  return new Element(bytes, 0, bytes.length, encoding);
}
