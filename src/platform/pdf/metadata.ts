/**
 * Makes pdfkit's XMP metadata well-formed: it pastes titles into XML as they are. The escaped copies are seen by the XMP
 * alone, for the information dictionary has been written when they take effect.
 */
export function escapeMetadata(doc: PDFKit.PDFDocument): void {
  const write = doc.endMetadata.bind(doc);
  doc.endMetadata = () => {
    const escaped = Object.entries(doc.info).map(([key, value]) => [
      key,
      typeof value === 'string' ? escapeXml(value) : value,
    ]);
    doc.info = Object.fromEntries(escaped) as typeof doc.info;
    write();
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
