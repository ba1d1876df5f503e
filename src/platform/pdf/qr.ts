import QRCode from 'qrcode';
import type { PdfBlock } from './model.ts';
import type { Sheet } from './sheet.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';

const SIDE = 92;
const GAP = 18;

/** A QR code drawn by vectors with a title and lines beside it; an https address is a link, too. */
export function drawQr(sheet: Sheet, { content, title, lines }: Extract<PdfBlock, { kind: 'qr' }>): void {
  const { doc } = sheet;
  const place = { x: PAGE.left + SIDE + GAP, width: CONTENT_WIDTH - SIDE - GAP };
  const isLink = /^https?:\/\//.test(content);
  const texts = lines.reduce((sum, line) => sum + sheet.heightOf(STYLE.text, line, place.width), 0);
  const address = isLink ? sheet.heightOf(STYLE.link, content, place.width) + 4 : 0;
  const beside = sheet.heightOf(STYLE.strong, title, place.width) + texts + address;
  const height = Math.max(SIDE, beside);
  sheet.room(height + 16);

  const top = doc.y + 6;
  const bbox: [number, number, number, number] = [PAGE.left, top, PAGE.left + SIDE, top + SIDE];
  sheet.tag(sheet.root, 'Figure', () => drawModules(doc, content, top), { alt: `QR-код: ${title}`, bbox });
  const box = sheet.open(sheet.root, 'Div');
  doc.y = top + Math.max(0, (SIDE - beside) / 2);
  sheet.tag(box, 'P', () => sheet.write(STYLE.strong, title, place));
  for (const line of lines) sheet.tag(box, 'P', () => sheet.write(STYLE.text, line, place));
  doc.y += 4;
  if (isLink) drawLink(sheet, box, content, place);
  box.end();
  doc.y = top + height + 12;
}

function drawLink(
  sheet: Sheet,
  box: PDFKit.PDFStructureElement,
  address: string,
  place: { x: number; width: number },
): void {
  const { doc } = sheet;
  const link = sheet.open(box, 'Link');
  const top = doc.y;
  link.add(() => sheet.write(STYLE.link, address, place));
  // Screen readers announce the annotation by its contents (PDF/UA-1, 7.18.5).
  // Strings are names to pdfkit unless they are objects.
  const options: object = { structParent: link, Contents: new String(address) };
  doc.link(place.x, top, place.width, doc.y - top, address, options);
  link.end();
}

/** Runs of dark modules as rectangles: sharp at any size, and small. */
function drawModules(doc: PDFKit.PDFDocument, content: string, top: number): void {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const unit = SIDE / modules.size;
  for (let row = 0; row < modules.size; row += 1) {
    for (let from = 0; from < modules.size; from += 1) {
      let to = from;
      while (to < modules.size && modules.get(row, to)) to += 1;
      if (to > from) doc.rect(PAGE.left + from * unit, top + row * unit, (to - from) * unit, unit);
      from = to;
    }
  }
  doc.fill(COLOUR.ink);
}
