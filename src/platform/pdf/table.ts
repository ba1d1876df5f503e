import { formatFileSize } from '../values/file-size.ts';
import type { Column, Fact, PdfBlock } from './model.ts';
import type { Element, Sheet } from './sheet.ts';
import { COLOUR, CONTENT_HEIGHT, CONTENT_WIDTH, PAGE, STYLE, type Style } from './style.ts';

const GAP = 14;
const PAD = 5.5;
/** A row higher than this is set as label over text, so that it may break between pages. */
const TALL = CONTENT_HEIGHT * 0.45;

type Cell = Readonly<{ text: string; style: Style; header?: 'Row'; align?: 'right'; actual?: string }>;

/** Labels at the left, what was filled in at the right, a hairline under each. */
export function drawFacts(sheet: Sheet, rows: readonly Fact[]): void {
  const table = sheet.open(sheet.root, 'Table');
  const widths = widthsOf([0.44, 1]);
  for (const { label, value } of rows) {
    const cells: Cell[] = [
      { text: label, style: STYLE.label, header: 'Row' },
      { text: value === '' ? '—' : value, style: STYLE.text },
    ];
    drawRow(sheet, table, widths, cells);
  }
  table.end();
  sheet.doc.y += 8;
}

/** A table under small column titles, which are repeated on every page that it reaches. */
export function drawTable(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly Cell[])[]): void {
  const widths = widthsOf(columns.map((column) => column.width ?? 1));
  const table = sheet.open(sheet.root, 'Table');
  sheet.room(headHeight(sheet, widths, columns) + 40);
  const head = sheet.open(table, 'TR');
  drawHead(sheet, widths, columns, (draw) => sheet.tag(head, 'TH', draw, { scope: 'Column' }));
  head.end();
  for (const cells of rows) {
    drawRow(sheet, table, widths, cells, () => drawHead(sheet, widths, columns, (draw) => sheet.artifact(draw)));
  }
  table.end();
  sheet.doc.y += 8;
}

/** The rows of a plain table. */
export function plainRows(columns: readonly Column[], rows: readonly (readonly string[])[]): Cell[][] {
  return rows.map((row) =>
    columns.map((column, at) => ({
      text: row[at] ?? '',
      style: STYLE.text,
      ...(column.numeric ? { align: 'right' as const } : {}),
    })),
  );
}

/** Attached files with size and SHA-256: signing the document signs them. The sum stands in two lines of 32 digits. */
export function drawAttachments(sheet: Sheet, files: Extract<PdfBlock, { kind: 'attachments' }>['files']): void {
  const columns = [
    { title: '№', width: 0.09 },
    { title: 'Файл', width: 1 },
    { title: 'Размер', width: 0.3, numeric: true },
    { title: 'Контрольная сумма SHA-256', width: 0.66 },
  ];
  const rows = files.map((file, at): Cell[] => [
    { text: String(at + 1), style: STYLE.label },
    { text: file.name, style: STYLE.text },
    { text: formatFileSize(file.size), style: STYLE.label, align: 'right' },
    { text: file.sha256.replace(/(.{32})(?=.)/g, '$1\n'), style: STYLE.hash, actual: file.sha256 },
  ]);
  drawTable(sheet, columns, rows);
}

function drawRow(
  sheet: Sheet,
  table: Element,
  widths: readonly number[],
  cells: readonly Cell[],
  onNewPage: () => void = () => {},
): void {
  const { doc } = sheet;
  const height = Math.max(...cells.map((cell, at) => sheet.heightOf(cell.style, cell.text, widths[at])));
  const row = sheet.open(table, 'TR');
  if (height > TALL) {
    drawTallRow(sheet, row, cells);
  } else {
    if (sheet.room(height + 2 * PAD)) onNewPage();
    const top = doc.y + PAD;
    let x: number = PAGE.left;
    for (const [at, cell] of cells.entries()) {
      const width = widths[at] ?? 0;
      const place = { x, width, ...(cell.align ? { align: cell.align } : {}) };
      doc.y = top;
      tagCell(sheet, row, cell, () => sheet.write(cell.style, cell.text, place));
      x += width + GAP;
    }
    doc.y = top + height + PAD;
  }
  row.end();
  sheet.rule(doc.y, COLOUR.hairline);
}

/** One cell under the other over the whole width: long answers flow from page to page. */
function drawTallRow(sheet: Sheet, row: Element, cells: readonly Cell[]): void {
  sheet.room(70);
  sheet.doc.y += PAD;
  for (const cell of cells) tagCell(sheet, row, cell, () => sheet.write(cell.style, cell.text));
  sheet.doc.y += PAD;
}

function tagCell(sheet: Sheet, row: Element, cell: Cell, draw: () => void): void {
  const options = {
    ...(cell.header ? { scope: cell.header } : {}),
    ...(cell.actual === undefined ? {} : { actual: cell.actual }),
  };
  sheet.tag(row, cell.header ? 'TH' : 'TD', draw, options);
}

function drawHead(
  sheet: Sheet,
  widths: readonly number[],
  columns: readonly Column[],
  mark: (draw: () => void) => void,
): void {
  const { doc } = sheet;
  const top = doc.y + 2;
  const height = headHeight(sheet, widths, columns);
  let x: number = PAGE.left;
  for (const [at, column] of columns.entries()) {
    const width = widths[at] ?? 0;
    const place = { x, width, ...(column.numeric ? { align: 'right' as const } : {}) };
    doc.y = top;
    mark(() => sheet.write(STYLE.head, column.title, place));
    x += width + GAP;
  }
  doc.y = top + height + 4;
  sheet.rule(doc.y, COLOUR.hairline);
}

function headHeight(sheet: Sheet, widths: readonly number[], columns: readonly Column[]): number {
  return Math.max(...columns.map((column, at) => sheet.heightOf(STYLE.head, column.title, widths[at])));
}

function widthsOf(shares: readonly number[]): number[] {
  const whole = CONTENT_WIDTH - GAP * (shares.length - 1);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => (whole * share) / sum);
}
