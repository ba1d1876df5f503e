import { damaged, FILE_TYPES, listOf, Refusal, type FileType } from './verdict.ts';

/** What people send most often by mistake: what it is, and what to do. Extensions as file-type names them. */
const STRANGERS: Record<string, string> = {
  heic: '— снимок HEIC: сохраните его как JPEG',
  heif: '— снимок HEIF: сохраните его как JPEG',
  webp: '— изображение WebP: сохраните его как JPEG или PNG',
  gif: '— изображение GIF: сохраните его как PNG',
  bmp: '— изображение BMP: сохраните его как PNG',
  tif: '— изображение TIFF: сохраните его как PDF или JPEG',
  docx: '— документ Word: сохраните его как PDF',
  odt: '— текстовый документ: сохраните его как PDF',
  rtf: '— текстовый документ: сохраните его как PDF',
  xlsx: '— таблица Excel: сохраните её как PDF',
  ods: '— таблица: сохраните её как PDF',
  pptx: '— презентация: сохраните её как PDF',
  cfb: '— документ старого Office: сохраните его как PDF',
  djvu: '— документ DjVu: сохраните его как PDF',
  zip: '— архив: приложите файлы из него по одному',
  rar: '— архив: приложите файлы из него по одному',
  '7z': '— архив: приложите файлы из него по одному',
};

/** The type of a file by its first bytes alone, or null. A PDF may begin with a byte order mark or white space, not more. */
export function typeOf(bytes: Buffer): FileType | null {
  const head = bytes.toString('latin1', 0, 64);
  if (/^(?:\xef\xbb\xbf)?\s{0,32}%PDF-[12]\.\d/.test(head)) return 'application/pdf';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  return /^\xff\xd8\xff[\xc0-\xfe]/.test(head) ? 'image/jpeg' : null;
}

/** The refusal of a file of no allowed type; says what it is where people can do something about it. */
export async function stranger(bytes: Buffer, allowed: readonly FileType[]): Promise<Refusal> {
  if (bytes.length === 0) return damaged('пуст: проверьте его и приложите снова.');
  const own = typeOf(bytes);
  const what = own === null ? await nameOf(bytes) : `— ${FILE_TYPES[own].title}`;
  return new Refusal('FILE-TYPE', `${what}. Принимаются ${listOf(allowed)}.`);
}

async function nameOf(bytes: Buffer): Promise<string> {
  // Loaded only now: most files are what they should be, and starting the thread quickly matters more.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return STRANGERS[found?.ext ?? ''] ?? 'не подходит';
}
