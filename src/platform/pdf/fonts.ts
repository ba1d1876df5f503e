import { createRequire } from 'node:module';
import type { Face } from './style.ts';

/** The condensed cut of DejaVu: Cyrillic of every people of Russia, free to embed, no wider than a paper wants. */
const FILES: Record<Face, string> = {
  sans: 'DejaVuSansCondensed.ttf',
  'sans-bold': 'DejaVuSansCondensed-Bold.ttf',
  serif: 'DejaVuSerifCondensed.ttf',
  'serif-bold': 'DejaVuSerifCondensed-Bold.ttf',
  mono: 'DejaVuSansMono.ttf',
};
const { resolve } = createRequire(import.meta.url);

/** A parsed font as pdfkit holds it: taken by `registerFont` in place of a file, and asked for its glyphs. */
type ParsedFont = { layout: object; hasGlyphForCodePoint(code: number): boolean };
const parsed = new Map<Face, ParsedFont>();

/** Makes a face the present font of the document. Parsing takes longer than setting a page, so it is done once a thread. */
export function useFace(doc: PDFKit.PDFDocument, face: Face): void {
  if (!(face in namesOf(doc))) {
    doc.registerFont(face, (parsed.get(face) ?? resolve(`dejavu-fonts-ttf/ttf/${FILES[face]}`)) as string);
  }
  doc.font(face);
  if (!parsed.has(face)) parsed.set(face, presentFont(doc));
}

/** What of a text the present font cannot show becomes «□», so that a reader sees that something stood there. */
export function settable(doc: PDFKit.PDFDocument, text: string): string {
  const font = presentFont(doc);
  return Array.from(text, (sign) =>
    sign === '\n' || font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0) ? sign : '□',
  ).join('');
}

// Two inner fields of pdfkit, which its types leave out; the version is pinned.
function namesOf(doc: PDFKit.PDFDocument): Record<string, unknown> {
  return (doc as unknown as { _registeredFonts: Record<string, unknown> })._registeredFonts;
}

function presentFont(doc: PDFKit.PDFDocument): ParsedFont {
  return (doc as unknown as { _font: { font: ParsedFont } })._font.font;
}
