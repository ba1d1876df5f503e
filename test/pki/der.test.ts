import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBer, readDer, type Element } from '../../src/pki/der/element.ts';
import { readText } from '../../src/pki/der/text.ts';
import { readTime } from '../../src/pki/der/time.ts';
import { readBits, readBoolean, readFlags, readInteger, readOctets, readOid } from '../../src/pki/der/values.ts';
import * as der from '../../src/pki/der/write.ts';
import { PkiError } from '../../src/pki/index.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** Visits everything below an element. */
function visit(element: Element): number {
  return element.constructed ? element.children.reduce((sum, child) => sum + visit(child), 1) : 1;
}

describe('the strict reader', () => {
  test('keeps the exact octets of every element', () => {
    const inner = der.sequence(der.integer(5), der.octetString(Buffer.from('abc')));
    const root = readDer(der.sequence(der.boolean(true), inner));
    expect(root.children.map(({ raw }) => raw.toString('hex'))).toEqual(['0101ff', inner.toString('hex')]);
    expect(root.children[1]?.children[1]?.content.toString()).toBe('abc');
  });

  test.each([
    ['nothing at all', ''],
    ['a header without length', '30'],
    ['content that is cut off', '0403 6162'],
    ['an element larger than its parent', '3003 0405 616263'],
    ['bytes behind the end', '0500 00'],
    ['a long length where a short one does', '0481 03 616263'],
    ['a length with leading zeros', `0482 0080 ${'00'.repeat(128)}`],
    ['a length of 2⁵⁶', '0487 01000000000000'],
    ['a length octet of FF', '04ff'],
    ['an indefinite length', '3080 0500 0000'],
    ['an octet string in pieces', '2403 0401 61'],
    ['a primitive sequence', '1000'],
    ['a constructed integer', '2203 020105'],
    ['a tag number above 30', '3f8101 00'],
    ['an end-of-contents marker', '0000'],
    ['an end-of-contents marker inside', '3002 0000'],
  ])('refuses %s', (_name, bytes) => {
    expect(() => readDer(hex(bytes))).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });

  test('refuses what nests too deeply or holds too many elements', () => {
    let nest = der.nothing();
    for (let depth = 0; depth < 5_000; depth += 1) nest = der.sequence(nest);
    const crowd = der.sequence(Buffer.alloc(2_000_000, der.nothing()));
    for (const bomb of [nest, crowd, Buffer.alloc(1_000_000, 0x30), Buffer.alloc(1_000_000, hex('3080'))]) {
      expect(() => readBer(bomb)).toThrow(PkiError);
      expect(() => readDer(bomb)).toThrow(PkiError);
    }
  });
});

describe('the reader of BER', () => {
  test('joins an octet string that streams in pieces of pieces', () => {
    const pieces = readBer(hex('2480 0402 6162 2480 0401 63 0000 0401 64 0000'));
    expect(readOctets(pieces).toString()).toBe('abcd');
  });

  test('finds the end of nested open lengths', () => {
    const [first, second] = readBer(hex('3080 3080 020105 0000 0500 0000')).children;
    expect(first?.raw.toString('hex')).toBe('30800201050000');
    expect(first?.content.toString('hex')).toBe('020105');
    expect(second?.raw.toString('hex')).toBe('0500');
  });

  test.each([
    ['an open length that never ends', '3080 0500'],
    ['an end marker with content', '3080 000100'],
    ['an open length of a primitive', '0480 61 0000'],
    ['an integer among the pieces', '2480 020105 0000'],
    ['bytes behind the end marker', '3080 0000 00'],
  ])('refuses %s', (_name, bytes) => {
    expect(() => readOctets(readBer(hex(bytes)))).toThrow(PkiError);
  });
});

describe('values', () => {
  test.each([
    ['an integer without octets', () => readInteger(readDer(hex('0200')))],
    ['an integer with a spare zero', () => readInteger(readDer(hex('02020001')))],
    ['a negative integer with a spare FF', () => readInteger(readDer(hex('0202ff80')))],
    ['a boolean that is 1', () => readBoolean(readDer(hex('010101')))],
    ['an identifier that stops in the middle', () => readOid(readDer(hex('06022a86')))],
    ['an identifier with a padded arc', () => readOid(readDer(hex('06032a8001')))],
    ['eight unused bits', () => readBits(readDer(hex('03020800')))],
    ['unused bits that are set', () => readBits(readDer(hex('03020101')))],
    ['unused bits of nothing', () => readBits(readDer(hex('030101')))],
    ['UTF-8 that is none', () => readText(readDer(hex('0c02d0d0')))],
    ['half a UTF-16 letter', () => readText(readDer(hex('1e0104')))],
    ['a surrogate alone', () => readText(readDer(hex('1e02d83d')))],
    ['Cyrillic in a PrintableString', () => readText(readDer(hex('1302d090')))],
    ['a month 13', () => readTime(readDer(der.element(0x17, Buffer.from('261301000000Z'))))],
    ['the 31st of February', () => readTime(readDer(der.element(0x17, Buffer.from('260231000000Z'))))],
    ['a time with an offset', () => readTime(readDer(der.element(0x17, Buffer.from('2602010000+0300'))))],
    ['a time with fractions', () => readTime(readDer(der.element(0x18, Buffer.from('20260201000000.5Z'))))],
  ])('refuse %s', (_name, read) => {
    expect(read).toThrow(expect.objectContaining({ code: 'SIG-DAMAGED' }));
  });

  test('years of two digits turn at 1950', () => {
    const year = (text: string) => new Date(readTime(readDer(der.element(0x17, Buffer.from(text))))).getUTCFullYear();
    expect([year('490101000000Z'), year('500101000000Z')]).toEqual([2049, 1950]);
  });

  test('texts of every type are decoded', () => {
    const read = (tag: number, content: Buffer) => readText(readDer(der.element(tag, content)));
    expect(read(0x0c, Buffer.from('Ёж'))).toBe('Ёж');
    expect(read(0x1e, hex('0401 0436'))).toBe('Ёж');
    expect(read(0x1c, hex('00000401 0001f600'))).toBe('Ё😀');
    expect(read(0x14, hex('e9'))).toBe('é');
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 400n), 2n ** 400n), (value) => readInteger(readDer(der.integer(value))) === value),
    );
    const arc = fc.bigInt(0n, 2n ** 64n).map(String);
    const dotted = fc.tuple(fc.constantFrom('1.2', '0.39', '2.5', '2.999'), fc.array(arc, { maxLength: 5 }));
    fc.assert(
      fc.property(dotted, ([root, arcs]) => {
        const id = [root, ...arcs].join('.');
        return readOid(readDer(der.oid(id))) === id;
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (value) => readText(readDer(der.text(value))) === value));
    const seconds = fc.integer({ min: -1_000_000_000, max: 200_000_000_000 }).map((second) => second * 1_000);
    fc.assert(fc.property(seconds, (at) => readTime(readDer(der.time(at))) === at));
    const bits = fc.uniqueArray(fc.nat(20)).map((list) => list.toSorted((one, other) => one - other));
    fc.assert(
      fc.property(bits, (list) => {
        expect(readFlags(readDer(der.flags(list)))).toEqual(list);
      }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 70_000 }),
        (length) => readDer(der.octetString(Buffer.alloc(length))).content.length === length,
      ),
    );
  });

  test('any bytes are either read or refused, never worse', () => {
    const mostlyTags = fc.oneof(fc.constantFrom(0x30, 0x31, 0xa0, 0x24, 0x80, 0x02, 0x00, 0x03, 0x81), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(mostlyTags, { maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        (bytes) => {
          for (const read of [readDer, readBer]) {
            try {
              visit(read(bytes));
            } catch (error) {
              if (!(error instanceof PkiError)) throw error;
            }
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
