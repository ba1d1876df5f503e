import { formatDateTime } from '../values/time.ts';
import type { StampBlock } from './model.ts';
import type { Sheet } from './sheet.ts';
import { COLOUR, PAGE, STYLE } from './style.ts';

export const STAMP = { width: 150, height: 58 } as const;

/** The registration box at the right edge: two frames and three centred lines (word, number, date and time). */
export function drawStamp(sheet: Sheet, stamp: StampBlock, zone: string, top: number): void {
  const { doc } = sheet;
  const x = PAGE.width - PAGE.right - STAMP.width;
  sheet.artifact(() => {
    doc.lineWidth(0.8).strokeColor(COLOUR.info);
    doc.rect(x, top, STAMP.width, STAMP.height).stroke();
    doc.rect(x + 2.4, top + 2.4, STAMP.width - 4.8, STAMP.height - 4.8).stroke();
  });
  const place = { x: x + 6, width: STAMP.width - 12, align: 'center' } as const;
  const box = sheet.open(sheet.root, 'Div');
  doc.y = top + 9;
  sheet.tag(box, 'P', () => sheet.write(STYLE.stampWord, stamp.word, place));
  sheet.tag(box, 'P', () => sheet.write(STYLE.stampNumber, stamp.number, place));
  sheet.tag(box, 'P', () => sheet.write(STYLE.stampWord, formatDateTime(stamp.at, zone), place));
  box.end();
}

/** A registration box in the flow of the page. */
export function drawStampInFlow(sheet: Sheet, stamp: StampBlock, zone: string): void {
  sheet.room(STAMP.height + 16);
  const top = sheet.doc.y + 4;
  drawStamp(sheet, stamp, zone, top);
  sheet.doc.y = top + STAMP.height + 12;
}
