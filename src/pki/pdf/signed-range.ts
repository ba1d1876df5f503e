import { damaged, PkiError } from '../failure.ts';

const RANGE = /^\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/;
const HEX = /^<((?:[0-9A-Fa-f]{2})+)>$/;
const CONTENTS = /\/Contents\s*$/;

/**
 * Takes a signed PDF apart (ISO 32000-2 section 12.8.1): the octets that are signed, and those of the signature.
 * The two ranges have to cover the whole file but for one hexadecimal string after /Contents, and there may be one signature only:
 * then every other octet of the file is signed, and nothing can have been put in, appended or hidden after signing.
 * Throws SIG-ABSENT without a signature, SIG-COVERAGE when anything else lies outside, SIG-DAMAGED.
 */
export function readSignedRange(pdf: Buffer): { content: Buffer; contents: Buffer } {
  const at = pdf.indexOf('/ByteRange');
  if (at < 0) throw new PkiError('SIG-ABSENT', 'the file is not signed');
  if (pdf.indexOf('/ByteRange', at + 1) >= 0) throw new PkiError('SIG-COVERAGE', 'more than one signature');
  const numbers = RANGE.exec(pdf.toString('latin1', at, at + 200))
    ?.slice(1)
    .map(Number);
  if (!numbers) throw damaged('a byte range that cannot be read');
  const [holeStart = 0, holeEnd = 0, rest = 0] = numbers;
  if (holeStart >= holeEnd || holeEnd + rest !== pdf.length)
    throw new PkiError('SIG-COVERAGE', 'the signature does not cover the file');
  const hole = HEX.exec(pdf.toString('latin1', holeStart, holeEnd))?.[1];
  const before = pdf.toString('latin1', Math.max(0, holeStart - 40), holeStart);
  if (!hole || !CONTENTS.test(before))
    throw new PkiError('SIG-COVERAGE', 'something else than a signature is left out');
  return {
    content: Buffer.concat([pdf.subarray(0, holeStart), pdf.subarray(holeEnd)]),
    contents: Buffer.from(hole, 'hex'),
  };
}
