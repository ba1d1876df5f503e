import PdfKit from 'pdfkit';
import { cleanTexts } from './clean-text.ts';
import { drawHeading, drawList, drawNotice, drawParagraph } from './flow.ts';
import { drawFurniture, drawHead } from './furniture.ts';
import { escapeMetadata } from './metadata.ts';
import type { PdfBlock, PdfModel } from './model.ts';
import { drawQr } from './qr.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { drawSignature } from './signature.ts';
import { drawStampInFlow } from './stamp.ts';
import { PAGE } from './style.ts';
import { drawAttachments, drawFacts, drawTable, plainRows } from './table.ts';

/** Sets a paper in the present thread: a fifth of a second in which nothing else runs, so callers use `createPdf`. */
export async function renderPdf(given: PdfModel): Promise<Buffer> {
  const model = cleanTexts(given);
  const doc = openDocument(model);
  const bytes = collect(doc);
  const sheet = createSheet(doc);
  const [first, ...rest] = model.blocks;
  const stamp = first?.kind === 'stamp' ? first : undefined;
  drawHead(sheet, model, stamp);
  for (const block of stamp ? rest : model.blocks) drawBlock(sheet, block, model.zone);
  drawFurniture(sheet, model);
  doc.end();
  return bytes;
}

function drawBlock(sheet: Sheet, block: PdfBlock, zone: string): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block.text);
    case 'paragraph':
      return drawParagraph(sheet, block.text);
    case 'facts':
      return drawFacts(sheet, block.rows);
    case 'table':
      return drawTable(sheet, block.columns, plainRows(block.columns, block.rows));
    case 'list':
      return drawList(sheet, block.items, block.numbered === true);
    case 'notice':
      return drawNotice(sheet, block.title, block.text);
    case 'attachments':
      return drawAttachments(sheet, block.files);
    case 'stamp':
      return drawStampInFlow(sheet, block, zone);
    case 'signature':
      return drawSignature(sheet, block, zone);
    case 'qr':
      return drawQr(sheet, block);
  }
}

function openDocument(model: PdfModel): PDFKit.PDFDocument {
  const created = new Date(model.createdAt);
  const doc = new PdfKit({
    size: [PAGE.width, PAGE.height],
    margins: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.left, right: PAGE.right },
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'ru',
    displayTitle: true,
    // Known to pdfkit, not yet to its types.
    subset: 'PDF/UA' as PDFKit.Mixins.PDFSubsets,
    font: '',
    info: {
      Title: model.number === undefined ? model.title : `${model.title} № ${model.number}`,
      Author: `${model.portalName}, ${model.regionName}`,
      Creator: 'Kabinet',
      Producer: 'Kabinet',
      CreationDate: created,
      ModDate: created,
    },
  });
  escapeMetadata(doc);
  return doc;
}

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    doc.on('data', (part: Buffer) => parts.push(part));
    doc.on('end', () => resolve(Buffer.concat(parts)));
    doc.on('error', reject);
  });
}
