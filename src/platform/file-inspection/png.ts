import { crc32 } from 'node:zlib';
import { LIMITS } from './limits.ts';
import { accepted, bomb, CUT, damaged, Refusal, type Verdict } from './verdict.ts';

/** Colour type → bit depths (PNG specification, table 11.1). */
const DEPTHS: Record<number, readonly number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** Walks the chunks of a PNG without decoding: order, lengths, checksums, size in pixels; nothing may follow its end. */
export function inspectPng(bytes: Buffer): Verdict {
  let at = 8;
  let data = 0;
  for (let count = 0; ; count += 1) {
    if (at + 12 > bytes.length) throw damaged(CUT);
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const end = at + 8 + length;
    if (end + 4 > bytes.length || !/^[A-Za-z]{4}$/.test(name)) throw damaged(CUT);
    if (crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) throw damaged(CUT);
    if ((count === 0) !== (name === 'IHDR')) throw damaged(CUT);
    if (name === 'IHDR') checkHeader(bytes.subarray(at + 8, end));
    if (name === 'acTL') throw new Refusal('FILE-TYPE', '— движущееся изображение: сохраните его как обычный PNG.');
    if (name === 'IDAT') data += length;
    at = end + 4;
    if (name === 'IEND') break;
  }
  if (data === 0) throw damaged(CUT);
  if (at !== bytes.length)
    throw damaged('содержит посторонние данные после изображения: откройте его и сохраните заново.');
  return accepted('image/png');
}

function checkHeader(header: Buffer): void {
  if (header.length !== 13) throw damaged(CUT);
  const [depth, colour, compression, filter, interlace] = header.subarray(8);
  const known = DEPTHS[colour ?? -1]?.includes(depth ?? 0) === true;
  if (!known || compression !== 0 || filter !== 0 || (interlace ?? 2) > 1) throw damaged(CUT);
  checkPixels(header.readUInt32BE(0), header.readUInt32BE(4));
}

/** Refuses pictures without area and those that would fill the reader's memory. */
export function checkPixels(width: number, height: number): void {
  if (width === 0 || height === 0) throw damaged(CUT);
  if (Math.max(width, height) > LIMITS.side || width * height > LIMITS.pixels) {
    throw bomb(`слишком велик: ${width} × ${height} точек. Уменьшите изображение и приложите снова.`);
  }
}
