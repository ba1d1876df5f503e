import type { Sheet } from './sheet.ts';
import { COLOUR, CONTENT_HEIGHT, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';

/** A section heading over an ink rule; never the last thing on a page. */
export function drawHeading(sheet: Sheet, text: string): void {
  const height = sheet.heightOf(STYLE.heading, text);
  if (!sheet.room(height + 90)) sheet.doc.y += 12;
  sheet.tag(sheet.root, 'H2', () => sheet.write(STYLE.heading, text));
  sheet.doc.y += 4;
  sheet.rule(sheet.doc.y, COLOUR.ink, 0.8);
  sheet.doc.y += 7;
}

/** Paragraphs parted by empty lines; a single line end stays one. */
export function drawParagraph(sheet: Sheet, text: string): void {
  for (const part of text.split(/\n{2,}/)) {
    sheet.room(STYLE.text.size * STYLE.text.leading * 2);
    sheet.tag(sheet.root, 'P', () => sheet.write(STYLE.text, part));
    sheet.doc.y += 7;
  }
}

/** A list with dashes, as Russian papers have them, or with numbers. */
export function drawList(sheet: Sheet, items: readonly string[], numbered: boolean): void {
  const { doc } = sheet;
  const indent = numbered ? Math.max(18, sheet.widthOf(STYLE.text, `${items.length}. `)) : 16;
  const list = sheet.open(sheet.root, 'L');
  const line = STYLE.text.size * STYLE.text.leading;
  for (const [at, item] of items.entries()) {
    // The last item never stands alone on a new page.
    sheet.room(line * (at === items.length - 2 ? 3 : 2));
    const top = doc.y;
    const entry = sheet.open(list, 'LI');
    sheet.tag(entry, 'Lbl', () => sheet.write(STYLE.text, numbered ? `${at + 1}.` : '—', { width: indent }));
    doc.y = top;
    sheet.tag(entry, 'LBody', () =>
      sheet.write(STYLE.text, item, { x: PAGE.left + indent, width: CONTENT_WIDTH - indent }),
    );
    entry.end();
    doc.y += 3;
  }
  list.end();
  doc.y += 5;
}

/** Something that must not be overlooked: tinted ground and a pine bar; plain when it would not fit on a page. */
export function drawNotice(sheet: Sheet, title: string | undefined, text: string): void {
  const { doc } = sheet;
  const place = { x: PAGE.left + 16, width: CONTENT_WIDTH - 30 };
  const body = sheet.heightOf(STYLE.text, text, place.width);
  const height = body + (title === undefined ? 0 : sheet.heightOf(STYLE.strong, title, place.width) + 2) + 20;
  const boxed = height <= CONTENT_HEIGHT;
  sheet.room(boxed ? height + 8 : 60);
  doc.y += 5;
  const top = doc.y;
  if (boxed) {
    sheet.artifact(() => {
      doc.rect(PAGE.left, top, CONTENT_WIDTH, height).fill(COLOUR.sheet);
      doc.rect(PAGE.left, top, 3, height).fill(COLOUR.pine);
    });
  }
  const box = sheet.open(sheet.root, 'Div');
  doc.y = top + 10;
  if (title !== undefined) sheet.tag(box, 'P', () => sheet.write(STYLE.strong, title, place));
  if (title !== undefined) doc.y += 2;
  sheet.tag(box, 'P', () => sheet.write(STYLE.text, text, place));
  box.end();
  doc.y = (boxed ? top + height : doc.y) + 12;
}
