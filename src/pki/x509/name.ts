import type { Element } from '../der/element.ts';
import { expect, Fields } from '../der/fields.ts';
import { tags } from '../der/tags.ts';
import { isText, readText } from '../der/text.ts';
import { readOid } from '../der/values.ts';
import { damaged } from '../failure.ts';
import { prepare } from './prepare.ts';

/** A distinguished name: its exact octets, its form for comparison, and its attributes in order. */
export type Name = Readonly<{
  raw: Buffer;
  canonical: string;
  /** The relative names that it is made of, from the root down, each in its form for comparison. */
  parts: readonly string[];
  attributes: readonly NameAttribute[];
}>;

/** One attribute: dotted type and its text (hexadecimal when the value is not a text). */
export type NameAttribute = Readonly<{ type: string; text: string }>;

type Part = NameAttribute & { comparable: string };

/** Preparing a text for comparison can make it many times longer: an attacker's name must not fill the memory. */
const MAX_OCTETS = 4_096;

/** Reads a Name (RFC 5280 section 4.1.2.4). Throws SIG-DAMAGED. */
export function readName(element: Element): Name {
  if (element.content.length > MAX_OCTETS) throw damaged('a name beyond all measure');
  const relative = expect(element, tags.sequence).children.map((rdn) => readParts(rdn, tags.set));
  const parts = relative.map(canonicalPart);
  const attributes = relative.flat().map(({ type, text }) => ({ type, text }));
  return { raw: element.raw, canonical: JSON.stringify(parts), parts, attributes };
}

/** The canonical form of a name one level below another, where only the last part is written (RFC 5280 section 4.2.1.13). Throws SIG-DAMAGED. */
export function canonicalBelow(parent: Name, rdn: Element): string {
  return JSON.stringify([...parent.parts, canonicalPart(readParts(rdn, rdn.tag))]);
}

/** Whether two names are the same by RFC 5280 section 7.1: letter case, string type and spare spaces do not count. */
export function sameName(one: Name, other: Name): boolean {
  return one.canonical === other.canonical;
}

/** Whether a name lies in the subtree below another, or is the same (RFC 5280 section 4.2.1.10). */
export function isWithin(name: Name, above: Name): boolean {
  return above.parts.every((part, index) => part === name.parts[index]);
}

function readParts(rdn: Element, tag: number): Part[] {
  const parts = expect(rdn, tag).children.map(readPart);
  if (parts.length === 0) throw damaged('a name with an empty part');
  return parts;
}

/** Inside one relative name the order says nothing, between them it does (RFC 5280 section 7.1). */
function canonicalPart(parts: readonly Part[]): string {
  return JSON.stringify(parts.map(({ comparable }) => comparable).toSorted());
}

function readPart(element: Element): Part {
  const fields = new Fields(element);
  const type = readOid(fields.next());
  const value = fields.next();
  fields.end();
  if (!isText(value)) {
    const text = value.raw.toString('hex');
    return { type, text, comparable: `${type}#${text}` };
  }
  const text = readText(value);
  return { type, text, comparable: `${type}=${prepare(text)}` };
}
