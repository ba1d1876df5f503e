import { damaged, PkiError } from '../failure.ts';

const RANGE = /^\/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]/;
const HEX = /^<((?:[0-9A-Fa-f]{2})+)>$/;
const CONTENTS = /\/Contents\s*$/;

/** Readers look for the header among so many octets (ISO 32000-1 annex H.3, note 13). */
const HEADER_WITHIN = 1_024;

/** Hexadecimal digits of a signature: room for many certificates, and not for a film. */
const MAX_HOLE = 2_000_000;

/**
 * Takes a signed PDF apart (ISO 32000-2 section 12.8.1): the octets that are signed, and those of the signature.
 * The two ranges have to cover the whole file but for one hexadecimal string after /Contents, and there may be one signature only:
 * then every other octet of the file is signed, and nothing can have been put in, appended or hidden after signing.
 * Throws SIG-ABSENT without a signature or for what is no PDF, SIG-COVERAGE when anything else lies outside, SIG-DAMAGED.
 */
export function readSignedRange(pdf: Buffer): { content: Buffer; contents: Buffer } {
  const at = pdf.indexOf('/ByteRange');
  if (at < 0 || !pdf.subarray(0, HEADER_WITHIN).includes('%PDF-'))
    throw new PkiError('SIG-ABSENT', 'the file is not signed');
  if (pdf.indexOf('/ByteRange', at + 1) >= 0) throw uncovered('more than one signature');
  const range = RANGE.exec(pdf.toString('latin1', at, at + 200));
  if (!range) throw damaged('a byte range that cannot be read');
  const [holeStart = 0, holeEnd = 0, rest = 0] = range.slice(1).map(Number);
  if (holeStart >= holeEnd || holeEnd + rest !== pdf.length) throw uncovered('the signature ends before the file');
  if (holeEnd - holeStart > MAX_HOLE) throw damaged('a signature beyond all measure');
  const hole = HEX.exec(pdf.toString('latin1', holeStart, holeEnd))?.[1];
  const before = pdf.toString('latin1', Math.max(0, holeStart - 40), holeStart);
  if (!hole || !CONTENTS.test(before)) throw uncovered('something else than a signature is left out');
  const content = Buffer.concat([pdf.subarray(0, holeStart), pdf.subarray(holeEnd)]);
  return { content, contents: Buffer.from(hole, 'hex') };
}

function uncovered(message: string): PkiError {
  return new PkiError('SIG-COVERAGE', message);
}
