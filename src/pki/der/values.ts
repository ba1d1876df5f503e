import { damaged } from '../failure.ts';
import type { Element } from './element.ts';
import { expect } from './fields.ts';
import { tags } from './tags.ts';

const MAX_INTEGER_OCTETS = 64;

/** An INTEGER of up to 512 bits (or another integer type by its tag); throws SIG-DAMAGED when it is not minimal. */
export function readInteger(element: Element, tag: number = tags.integer): bigint {
  const octets = expect(element, tag).content;
  const [first, second] = octets;
  if (first === undefined || octets.length > MAX_INTEGER_OCTETS) throw damaged('an integer without value, or too long');
  if (second !== undefined && (first === 0 || first === 0xff) && first >> 7 === second >> 7) {
    throw damaged('an integer that is not minimal');
  }
  return BigInt.asIntN(octets.length * 8, BigInt(`0x${octets.toString('hex')}`));
}

/** A small INTEGER such as a version, a path or salt length: 0 to 2³¹−1; throws SIG-DAMAGED. */
export function readCount(element: Element, tag: number = tags.integer): number {
  const value = readInteger(element, tag);
  if (value < 0n || value > 0x7fffffffn) throw damaged('a number out of range');
  return Number(value);
}

/** A BOOLEAN (or one under a tag of its own) as DER writes it: FF or 00; throws SIG-DAMAGED. */
export function readBoolean(element: Element, tag: number = tags.boolean): boolean {
  const { content } = expect(element, tag);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) throw damaged('a boolean that is neither');
  return content[0] === 0xff;
}

/** An OBJECT IDENTIFIER in dotted form (X.690 section 8.19); throws SIG-DAMAGED. */
export function readOid(element: Element): string {
  const octets = expect(element, tags.oid).content;
  const last = octets.at(-1);
  if (last === undefined || last >= 0x80 || octets.length > 64) throw damaged('an object identifier without an end');
  const arcs: bigint[] = [];
  let arc = 0n;
  let fresh = true;
  for (const octet of octets) {
    if (fresh && octet === 0x80) throw damaged('an object identifier that is not minimal');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    fresh = octet < 0x80;
    if (!fresh) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [head = 0n, ...rest] = arcs;
  const root = head < 80n ? head / 40n : 2n;
  return [root, head - root * 40n, ...rest].join('.');
}

/** The octets of an OCTET STRING; those in pieces, as BER writes streams, are joined. Throws SIG-DAMAGED. */
export function readOctets(element: Element): Buffer {
  if (element.tag === tags.octetString) return element.content;
  expect(element, tags.octetString | 0x20);
  return Buffer.concat(element.children.map(readOctets));
}

/** A BIT STRING: its octets and how many bits at the end do not count, which DER sets to zero. Throws SIG-DAMAGED. */
export function readBits(element: Element, tag: number = tags.bitString): { octets: Buffer; unused: number } {
  const { content } = expect(element, tag);
  const [unused = 8] = content;
  const octets = content.subarray(1);
  const last = octets.at(-1);
  if (unused > 7 || (last === undefined ? unused > 0 : (last & ((1 << unused) - 1)) !== 0)) {
    throw damaged('a bit string with wrong padding');
  }
  return { octets, unused };
}

/** A BIT STRING that carries whole octets: a key or a signature. Throws SIG-DAMAGED. */
export function readBitOctets(element: Element): Buffer {
  const { octets, unused } = readBits(element);
  if (unused > 0) throw damaged('a bit string that is not whole octets');
  return octets;
}

/** The numbers of the bits that are set in a named BIT STRING such as KeyUsage. Throws SIG-DAMAGED. */
export function readFlags(element: Element, tag: number = tags.bitString): number[] {
  const { octets } = readBits(element, tag);
  return [...octets].flatMap((octet, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => octet & (0x80 >> bit)).map((bit) => index * 8 + bit),
  );
}
