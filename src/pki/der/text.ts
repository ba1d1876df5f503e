import { TextDecoder } from 'node:util';
import { damaged } from '../failure.ts';
import type { Element } from './element.ts';
import { tags } from './tags.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How each string type (X.680 section 41) is decoded; TeletexString as everyone does, by Latin-1. */
const decoders: Readonly<Record<number, (content: Buffer) => string>> = {
  [tags.utf8String]: (content) => utf8.decode(content),
  [tags.numericString]: ascii,
  [tags.printableString]: ascii,
  [tags.ia5String]: ascii,
  [tags.visibleString]: ascii,
  [tags.teletexString]: (content) => content.toString('latin1'),
  [tags.bmpString]: (content) => wide(content, 2),
  [tags.universalString]: (content) => wide(content, 4),
};

/** Whether the element is one of the string types. */
export function isText(element: Element): boolean {
  return element.tag in decoders;
}

/** The text of any string type; throws SIG-DAMAGED for another type and for octets that it does not allow. */
export function readText(element: Element): string {
  const decode = decoders[element.tag];
  if (!decode) throw damaged('a text was expected');
  try {
    return decode(element.content);
  } catch {
    throw damaged('a text that cannot be decoded');
  }
}

function ascii(content: Buffer): string {
  if (content.some((octet) => octet > 0x7f)) throw damaged('a letter outside ASCII');
  return content.toString('latin1');
}

function wide(content: Buffer, octets: 2 | 4): string {
  if (content.length % octets !== 0) throw damaged('half a letter');
  const points = Array.from({ length: content.length / octets }, (_, index) =>
    content.readUIntBE(index * octets, octets),
  );
  const text = octets === 2 ? String.fromCharCode(...points) : String.fromCodePoint(...points);
  if (!text.isWellFormed()) throw damaged('half a surrogate pair');
  return text;
}
