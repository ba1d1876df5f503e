/** The shield with a ship of the page header, drawn on 38 × 46 units. */
const SHIELD = 'M1 1h36v27c0 8-7 13-18 17C8 41 1 36 1 28z';
const INNER = 'M5 5h28v22c0 6-5 10-14 13.5C10 37 5 33 5 27z';
const SHIP =
  'M19 8v17M19 10.5c5 0 8.5 4 8.5 10H10.5c0-4 3.5-7 8.5-7M7 25h24l-3.5 6h-17zM10 35q2.25-2 4.5 0t4.5 0 4.5 0 4.5 0';

/** Draws the crest with its upper left corner at x, y, so many points high, in one colour. */
export function drawCrest(doc: PDFKit.PDFDocument, x: number, y: number, height: number, colour: string): void {
  doc.save();
  doc
    .translate(x, y)
    .scale(height / 46)
    .strokeColor(colour);
  doc.path(SHIELD).lineWidth(2).stroke();
  doc.path(INNER).lineWidth(0.9).strokeOpacity(0.6).stroke();
  doc.path(SHIP).lineWidth(1.6).strokeOpacity(1).stroke();
  doc.restore();
}
