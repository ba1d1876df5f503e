import { buffer } from 'node:stream/consumers';
import { crc32, deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import type { NamedFile } from './visitor.ts';

/** A real PDF of one page, as a person would attach it. */
export async function paper(name: string, title: string): Promise<NamedFile> {
  const document = new PDFDocument({ size: 'A4', info: { Title: title } });
  document.registerFont(
    'text',
    new URL('../../node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf', import.meta.url).pathname,
  );
  document.font('text').fontSize(18).text(title).moveDown();
  document.fontSize(11).text('Документ приложен к заявлению. Сведения вымышлены.');
  document.rect(72, 220, 300, 160).stroke();
  const bytes = buffer(document);
  document.end();
  return { name, type: 'application/pdf', bytes: await bytes };
}

/** A real picture in shades of grey, the size of a small scan. */
export function scan(name: string): NamedFile {
  const [width, height] = [480, 320];
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) for (let x = 1; x <= width; x += 1) rows[y * (width + 1) + x] = (x ^ y) & 255;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))];
  return { name, type: 'image/png', bytes: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts]) };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
