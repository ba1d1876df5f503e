import { crc32, deflateSync } from 'node:zlib';
import PdfKit from 'pdfkit';

/** A real JPEG of 8 × 8 points. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/2wBDAQkJCQwLDBgNDRgyIRwhMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjL/wAARCAAIAAgDASIAAhEBAxEB/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/8QAHwEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoL/8QAtREAAgECBAQDBAcFBAQAAQJ3AAECAxEEBSExBhJBUQdhcRMiMoEIFEKRobHBCSMzUvAVYnLRChYkNOEl8RcYGRomJygpKjU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6goOEhYaHiImKkpOUlZaXmJmaoqOkpaanqKmqsrO0tba3uLm6wsPExcbHyMnK0tPU1dbX2Nna4uPk5ebn6Onq8vP09fb3+Pn6/9oADAMBAAIRAxEAPwD3+iiigD//2Q==',
  'base64',
);

/** A JPEG of declared size; its coded data are nonsense, which nobody reads. */
export function jpeg({ width = 8, height = 8, frame = 0xc2, scans = 1 } = {}): Buffer {
  const size = [height >> 8, height & 255, width >> 8, width & 255];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4];
  const head = [0xff, 0xd8, 0xff, frame, 0, 11, 8, ...size, 1, 1, 0x11, 0];
  return Buffer.from([head, Array.from({ length: scans }, () => scan).flat(), [0xff, 0xd9]].flat());
}

export function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A grey PNG of declared size; `extra` chunks stand between header and data. */
export function png({ width = 4, height = 4, extra = [] as Buffer[] } = {}): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const data = deflateSync(Buffer.alloc(20));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...extra,
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export type PdfObject = string | { dictionary: string; data: Buffer };

/** A small PDF with a true cross-reference table: a catalogue, one page and whatever objects are added (from number 4 on). */
export function pdf(objects: PdfObject[] = [], { catalogue = '', trailer = '', pages = 1 } = {}): Buffer {
  const all: PdfObject[] = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Kids [${'3 0 R '.repeat(pages)}] /Count ${pages} >>`,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>',
    ...objects,
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  const length = () => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [at, object] of all.entries()) {
    offsets.push(length());
    if (typeof object === 'string') {
      parts.push(Buffer.from(`${at + 1} 0 obj\n${object}\nendobj\n`, 'latin1'));
    } else {
      parts.push(
        Buffer.from(`${at + 1} 0 obj\n<< /Length ${object.data.length} ${object.dictionary} >>\nstream\n`, 'latin1'),
        object.data,
        Buffer.from('\nendstream\nendobj\n'),
      );
    }
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = all.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length()}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Dictionaries in packed form, as modern writers keep them: `objects` become 10, 11, 12… of an object stream. */
export function packed(objects: string[]): PdfObject {
  const bodies = objects.join(' ');
  let at = 0;
  const index = objects.map((object, n) => {
    const entry = `${10 + n} ${at}`;
    at += object.length + 1;
    return entry;
  });
  const head = `${index.join(' ')} `;
  return {
    dictionary: `/Type /ObjStm /N ${objects.length} /First ${head.length} /Filter /FlateDecode`,
    data: deflateSync(Buffer.from(head + bodies, 'latin1')),
  };
}

/** A PDF as an ordinary library writes it. */
export function pdfkitPdf(
  options: PDFKit.PDFDocumentOptions = {},
  draw: (doc: PDFKit.PDFDocument) => void = () => {},
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const doc = new PdfKit(options);
    const chunks: Buffer[] = [];
    doc.on('data', (part: Buffer) => chunks.push(part));
    doc.on('end', () => resolve(Buffer.concat(chunks)));
    doc.on('error', reject);
    doc.text('A page');
    draw(doc);
    doc.end();
  });
}
