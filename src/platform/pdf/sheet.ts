import { settable, useFace } from './fonts.ts';
import { CONTENT_WIDTH, PAGE, type Style } from './style.ts';

declare global {
  // What pdfkit takes and its types leave out.
  namespace PDFKit.Mixins {
    interface StructureElementOptions {
      scope?: 'Column' | 'Row';
      bbox?: [number, number, number, number];
    }
  }
}

export type Element = PDFKit.PDFStructureElement;
type Place = Readonly<{ x?: number; width?: number; align?: 'left' | 'right' | 'center' }>;
type TagOptions = PDFKit.Mixins.StructureElementOptions;

/** The page being written: text in the styles of the house, every stroke either tagged or marked as an artifact. */
export type Sheet = ReturnType<typeof createSheet>;

/** Wraps a pdfkit document (A4, buffered pages); `root` is the structure element that holds everything. */
export function createSheet(doc: PDFKit.PDFDocument) {
  const root = doc.struct('Document');
  doc.addStructure(root);

  function use(style: Style): { lineGap: number; characterSpacing: number } {
    useFace(doc, style.face);
    doc.fontSize(style.size).fillColor(style.colour);
    return { lineGap: style.size * style.leading - doc.currentLineHeight(true), characterSpacing: style.spacing ?? 0 };
  }

  /** Text at the present height, flowing to the next page when it must; moves down by what it took. */
  function write(
    style: Style,
    text: string,
    { x = PAGE.left, width = CONTENT_WIDTH, align = 'left' }: Place = {},
  ): void {
    const spacing = use(style);
    // Half of the leading above the line and half below, as on the pages.
    doc.text(settable(doc, text), x, doc.y + spacing.lineGap / 2, { width, align, ...spacing });
    doc.y -= spacing.lineGap / 2;
  }

  /** How high a text will be, in points. */
  function heightOf(style: Style, text: string, width: number = CONTENT_WIDTH): number {
    const spacing = use(style);
    return doc.heightOfString(settable(doc, text), { width, ...spacing });
  }

  function widthOf(style: Style, text: string): number {
    const { characterSpacing } = use(style);
    return doc.widthOfString(text, { characterSpacing });
  }

  /** Begins a new page unless so many points are left on this one; says whether it did. */
  function room(height: number): boolean {
    if (doc.y + height <= PAGE.height - PAGE.bottom) return false;
    doc.addPage();
    return true;
  }

  /** Decoration: seen, never read aloud. Must not be called from within `tag`. */
  function artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    doc.markContent('Artifact', { type });
    doc.save();
    draw();
    doc.restore();
    doc.endMarkedContent();
  }

  /** Adds a finished element with its content to a parent that is already in the tree. */
  function tag(parent: Element, type: string, draw: () => void, options: TagOptions = {}): Element {
    const element = doc.struct(type, options, [draw]);
    parent.add(element);
    return element;
  }

  /** Adds an element that others will be put into; end it when they are. */
  function open(parent: Element, type: string, options: TagOptions = {}): Element {
    const element = doc.struct(type, options);
    parent.add(element);
    return element;
  }

  function rule(
    y: number,
    colour: string,
    weight = 0.6,
    from: number = PAGE.left,
    to: number = PAGE.width - PAGE.right,
  ): void {
    artifact(() => doc.moveTo(from, y).lineTo(to, y).lineWidth(weight).strokeColor(colour).stroke());
  }

  return { doc, root, write, heightOf, widthOf, room, artifact, tag, open, rule };
}
