import { LIMITS } from './limits.ts';
import { checkPixels } from './png.ts';
import { accepted, bomb, CUT, damaged, type Verdict } from './verdict.ts';

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
/** Baseline, extended and progressive Huffman coding: what every browser shows. */
const SHOWN = [0xc0, 0xc1, 0xc2];
/** Other frames: lossless, hierarchical, arithmetic. C4, C8 and CC are not frames. */
const NOT_SHOWN = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf];

/**
 * Walks the markers of a JPEG without decoding: frame, size in pixels, scans, end. Bytes after the end are left alone: phones
 * put a second picture or a moving one there, and the file is served only as the picture that it is.
 */
export function inspectJpeg(bytes: Buffer): Verdict {
  let at = 2;
  let frames = 0;
  let scans = 0;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) throw damaged(CUT);
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
    } else if (marker === END_OF_IMAGE) {
      if (frames !== 1 || scans === 0) throw damaged(CUT);
      return accepted('image/jpeg');
    } else {
      const length = at + 4 <= bytes.length ? bytes.readUInt16BE(at + 2) : 0;
      const end = at + 2 + length;
      if (length < 2 || end > bytes.length) throw damaged(CUT);
      if (NOT_SHOWN.includes(marker))
        throw damaged('сохранён в редком виде JPEG, который не открывается в браузере: сохраните его заново.');
      if (SHOWN.includes(marker)) {
        checkFrame(bytes.subarray(at + 4, end));
        frames += 1;
      }
      if (marker === START_OF_SCAN) {
        scans += 1;
        if (frames === 0) throw damaged(CUT);
        if (scans > LIMITS.scans) throw bomb('сохранён с необычно большим числом слоёв: сохраните его заново.');
      }
      at = marker === START_OF_SCAN ? skipScan(bytes, end) : end;
    }
  }
  throw damaged(CUT);
}

function checkFrame(frame: Buffer): void {
  if (frame.length < 6) throw damaged(CUT);
  checkPixels(frame.readUInt16BE(3), frame.readUInt16BE(1));
}

/** Where the coded data of a scan end: the next FF that is followed neither by 00 (a stuffed byte) nor by a restart marker. */
function skipScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  throw damaged(CUT);
}
