import { damaged } from '../failure.ts';
import { tags } from './tags.ts';

export type Encoding = 'der' | 'ber';

/** How many elements one structure may hold and how deep they may nest. */
export type Limits = { nodes: number; depth: number };

export const INDEFINITE = -1;

type Header = { tag: number; contentStart: number; contentEnd: number };

/** The universal types whose content is elements; every other universal type holds a value. */
const CONTAINERS: ReadonlySet<number> = new Set([tags.sequence & 0x1f, tags.set & 0x1f]);
const CONSTRUCTED = 0x20;
const UNIVERSAL = 0x00;

/**
 * Reads identifier and length octets (X.690 sections 8.1.2 and 8.1.3) at `at`; nothing may reach beyond `limit`.
 * `contentEnd` is INDEFINITE for BER's open length. Throws SIG-DAMAGED.
 */
export function header(bytes: Buffer, at: number, limit: number, encoding: Encoding): Header {
  const tag = octet(bytes, at, limit);
  // No type of X.509 or CMS has a number above 30, so the long form of identifiers is never honest here.
  if ((tag & 0x1f) === 0x1f) throw damaged('a tag number above 30');
  if ((tag & 0xc0) === UNIVERSAL) checkForm(tag, encoding);
  const first = octet(bytes, at + 1, limit);
  if (first < 0x80) return within({ tag, contentStart: at + 2, contentEnd: at + 2 + first }, limit);
  if (first === 0x80) {
    if (encoding === 'der' || (tag & CONSTRUCTED) === 0) throw damaged('an indefinite length where none may be');
    return { tag, contentStart: at + 2, contentEnd: INDEFINITE };
  }
  const count = first & 0x7f;
  if (count > 6) throw damaged('a length of more than 48 bits');
  let length = 0;
  for (let index = 0; index < count; index += 1) length = length * 256 + octet(bytes, at + 2 + index, limit);
  if (encoding === 'der' && (length < 0x80 || bytes[at + 2] === 0)) throw damaged('a length that is not minimal');
  const contentStart = at + 2 + count;
  return within({ tag, contentStart, contentEnd: contentStart + length }, limit);
}

/** Checks the element at `at` with everything inside it and returns where it ends. Throws SIG-DAMAGED; `left` is used up. */
export function walk(bytes: Buffer, at: number, limit: number, encoding: Encoding, left: Limits): number {
  left.nodes -= 1;
  if (left.nodes < 0 || left.depth <= 0) throw damaged('too many elements, or nested too deeply');
  const { tag, contentStart, contentEnd } = header(bytes, at, limit, encoding);
  if ((tag & CONSTRUCTED) === 0) return contentEnd;
  const indefinite = contentEnd === INDEFINITE;
  const end = indefinite ? limit : contentEnd;
  left.depth -= 1;
  let next = contentStart;
  while (indefinite ? !endsHere(bytes, next, end) : next < end) next = walk(bytes, next, end, encoding, left);
  left.depth += 1;
  return indefinite ? next + 2 : end;
}

/** Universal types are constructed or not by nature; only BER's OCTET STRING may come in pieces. */
function checkForm(tag: number, encoding: Encoding): void {
  const number = tag & 0x1f;
  const constructed = (tag & CONSTRUCTED) !== 0;
  if (number === 0) throw damaged('an end-of-contents marker without a beginning');
  if (constructed === CONTAINERS.has(number)) return;
  if (encoding === 'ber' && constructed && number === tags.octetString) return;
  throw damaged('a universal type in the wrong form');
}

function endsHere(bytes: Buffer, at: number, limit: number): boolean {
  return octet(bytes, at, limit) === 0 && octet(bytes, at + 1, limit) === 0;
}

function octet(bytes: Buffer, at: number, limit: number): number {
  const value = at < limit ? bytes[at] : undefined;
  if (value === undefined) throw damaged('the structure ends too early');
  return value;
}

function within(head: Header, limit: number): Header {
  if (head.contentEnd > limit) throw damaged('an element reaches beyond what holds it');
  return head;
}
