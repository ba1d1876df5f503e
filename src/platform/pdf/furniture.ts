import { formatDate } from '../values/time.ts';
import { drawCrest } from './crest.ts';
import type { PdfModel, StampBlock } from './model.ts';
import type { Sheet } from './sheet.ts';
import { drawStamp, STAMP } from './stamp.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, STYLE } from './style.ts';

const RIGHT = PAGE.width - PAGE.right;
const CREST = 40;

/** The head of the first page: crest, region, the double rule, kind of paper, title, and the stamp beside it. */
export function drawHead(sheet: Sheet, model: PdfModel, stamp: StampBlock | undefined): void {
  const { doc, root } = sheet;
  sheet.artifact(() => drawCrest(doc, PAGE.left, 42, CREST, COLOUR.pine));
  const x = PAGE.left + CREST + 6;
  doc.y = 45;
  sheet.tag(root, 'P', () => sheet.write(STYLE.region, model.regionName, { x, width: CONTENT_WIDTH - CREST - 110 }));
  sheet.tag(root, 'P', () => sheet.write(STYLE.portal, model.portalName, { x, width: CONTENT_WIDTH - CREST - 110 }));
  const bottom = Math.max(doc.y, 42 + CREST);
  doc.y = 48;
  sheet.tag(root, 'P', () => sheet.write(STYLE.portal, formatDate(model.createdAt, model.zone), { align: 'right' }));
  doubleRule(sheet, bottom + 10);

  const width = stamp ? CONTENT_WIDTH - STAMP.width - 24 : CONTENT_WIDTH;
  const top = bottom + 36;
  doc.y = top;
  const { kindLine, number } = model;
  const line = [kindLine, number === undefined || stamp ? undefined : `№ ${number}`].filter(Boolean).join(' ');
  if (line !== '') sheet.tag(root, 'P', () => sheet.write(STYLE.kind, line, { width }));
  doc.y += 2;
  sheet.tag(root, 'H1', () => sheet.write(STYLE.title, model.title, { width }));
  const end = doc.y;
  if (stamp) drawStamp(sheet, stamp, model.zone, top);
  doc.y = Math.max(end, stamp ? top + STAMP.height : 0) + 14;
}

/** What is known only when all pages are there: the running line from the second on, the foot with «Страница 1 из 2». */
export function drawFurniture(sheet: Sheet, model: PdfModel): void {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page);
    // Pdfkit begins a new page for text below the margin; here there is none to begin.
    doc.page.margins.bottom = 0;
    sheet.artifact(() => {
      if (page > 0) drawRunningLine(sheet, model);
      drawFoot(sheet, model.footer, `Страница ${page + 1} из ${count}`);
    }, 'Pagination');
  }
}

function drawRunningLine(sheet: Sheet, model: PdfModel): void {
  const { doc } = sheet;
  const left = [model.kindLine ?? model.title, model.number && `№ ${model.number}`].filter(Boolean).join(' ');
  const right = model.regionName;
  const width = sheet.widthOf(STYLE.small, right);
  drawCrest(doc, PAGE.left, 34, 16, COLOUR.pine);
  doc.y = 37;
  sheet.write(STYLE.small, right, { align: 'right' });
  doc.y = 37;
  sheet.write(STYLE.small, oneLine(sheet, left, CONTENT_WIDTH - width - 40), { x: PAGE.left + 20 });
  doc.moveTo(PAGE.left, 56).lineTo(RIGHT, 56).lineWidth(0.6).strokeColor(COLOUR.pine).stroke();
}

function drawFoot(sheet: Sheet, footer: string, pages: string): void {
  const { doc } = sheet;
  const y = PAGE.height - PAGE.bottom + 16;
  const width = CONTENT_WIDTH - sheet.widthOf(STYLE.small, pages) - 24;
  doc.moveTo(PAGE.left, y).lineTo(RIGHT, y).lineWidth(0.6).strokeColor(COLOUR.hairline).stroke();
  doc.y = y + 7;
  sheet.write(STYLE.small, pages, { align: 'right' });
  doc.y = y + 7;
  sheet.write(STYLE.small, footer, { width });
}

/** The Oxford rule: one thick, one thin. */
function doubleRule(sheet: Sheet, y: number): void {
  sheet.rule(y, COLOUR.pine, 2.2);
  sheet.rule(y + 3, COLOUR.pine, 0.7);
}

function oneLine(sheet: Sheet, text: string, width: number): string {
  if (sheet.widthOf(STYLE.small, text) <= width) return text;
  let cut = text;
  while (cut !== '' && sheet.widthOf(STYLE.small, `${cut}…`) > width) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}
