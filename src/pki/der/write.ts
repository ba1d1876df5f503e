import { tags } from './tags.ts';
import { timeText } from './time.ts';

/** One element with the given identifier octet: definite, minimal length (X.690 section 10.1). */
export function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content]);
}

/** SEQUENCE or SEQUENCE OF, in the given order. */
export function sequence(...parts: readonly Buffer[]): Buffer {
  return element(tags.sequence, ...parts);
}

/** SET OF: DER orders the elements by their octets (X.690 section 11.6). */
export function setOf(...parts: readonly Buffer[]): Buffer {
  return element(tags.set, ...parts.toSorted((one, other) => one.compare(other)));
}

/** INTEGER in the fewest octets (X.690 section 8.3.2). */
export function integer(value: bigint | number): Buffer {
  const whole = BigInt(value);
  // Two's complement needs a sign bit: the shortest width that holds the value.
  let width = 1;
  while (BigInt.asIntN(width * 8, whole) !== whole) width += 1;
  return element(
    tags.integer,
    Buffer.from(
      BigInt.asUintN(width * 8, whole)
        .toString(16)
        .padStart(width * 2, '0'),
      'hex',
    ),
  );
}

/** BOOLEAN; a DEFAULT FALSE is to be left out by the caller. */
export function boolean(value: boolean): Buffer {
  return element(tags.boolean, Buffer.from([value ? 0xff : 0]));
}

/** NULL. */
export function nothing(): Buffer {
  return element(tags.nothing);
}

/** OBJECT IDENTIFIER from its dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return element(tags.oid, ...[first * 40n + second, ...rest].map(base128));
}

/** OCTET STRING, also around DER, as extensions are. */
export function octetString(...parts: readonly Buffer[]): Buffer {
  return element(tags.octetString, ...parts);
}

/** A BIT STRING of whole octets: a key or a signature. */
export function bitString(octets: Buffer): Buffer {
  return element(tags.bitString, Buffer.from([0]), octets);
}

/** A named BIT STRING by the numbers of the bits that are set; trailing zeros are dropped (X.690 section 11.2.2). */
export function flags(bits: readonly number[]): Buffer {
  const highest = Math.max(-1, ...bits);
  const octets = Buffer.alloc(Math.ceil((highest + 1) / 8));
  for (const bit of bits) octets.writeUInt8(octets.readUInt8(bit >> 3) | (0x80 >> (bit & 7)), bit >> 3);
  return element(tags.bitString, Buffer.from([octets.length * 8 - (highest + 1)]), octets);
}

/** A text, as UTF8String unless another tag is asked for; the caller knows which letters that allows. */
export function text(value: string, tag: number = tags.utf8String): Buffer {
  return element(tag, tag === tags.bmpString ? Buffer.from(value, 'utf16le').swap16() : Buffer.from(value, 'utf8'));
}

/** A Time as RFC 5280 section 4.1.2.5 wants it: UTCTime from 1950 through 2049, GeneralizedTime outside; whole seconds. */
export function time(at: number): Buffer {
  const digits = timeText(at);
  const short = digits >= '1950' && digits < '2050';
  return short
    ? element(tags.utcTime, Buffer.from(digits.slice(2)))
    : element(tags.generalizedTime, Buffer.from(digits));
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets = Buffer.from(
    length.toString(16).padStart(length > 0xffffff ? 8 : length > 0xffff ? 6 : length > 0xff ? 4 : 2, '0'),
    'hex',
  );
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets]);
}

function base128(arc: bigint): Buffer {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return Buffer.from(octets);
}
