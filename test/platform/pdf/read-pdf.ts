import { inflateSync } from 'node:zlib';

/** A PDF as pdfkit writes it, taken apart far enough to be asked what it says: plain objects, packed streams, no more. */
export type ReadPdf = {
  /** Object number → its text, with the contents of streams unpacked. */
  objects: Map<string, { dictionary: string; stream: string }>;
  pages: { text: string; content: string }[];
  /** All pages in one line with single spaces. */
  text: string;
};

/** Takes apart an unencrypted PDF with a plain cross-reference table. */
export function readPdf(bytes: Buffer): ReadPdf {
  const raw = bytes.toString('latin1');
  const objects: ReadPdf['objects'] = new Map();
  for (const found of raw.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', data] = (found[2] ?? '').split(/\nstream\n/);
    const stream =
      data === undefined ? '' : unpack(dictionary, Buffer.from(data.replace(/\nendstream$/, ''), 'latin1'));
    objects.set(found[1] ?? '', { dictionary, stream });
  }
  const of = (reference: string | undefined) => objects.get(reference ?? '') ?? { dictionary: '', stream: '' };
  const kids = [...objects.values()].find(({ dictionary }) => /\/Type \/Pages\b/.test(dictionary))?.dictionary ?? '';
  const pages = [...(/\/Kids \[([^\]]*)\]/.exec(kids)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, page]) => {
    const { dictionary } = of(page);
    const content = of(/\/Contents (\d+)/.exec(dictionary)?.[1]).stream;
    const resources = of(/\/Resources (\d+)/.exec(dictionary)?.[1]).dictionary;
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', font]) => {
        const unicode = of(/\/ToUnicode (\d+)/.exec(of(font).dictionary)?.[1]).stream;
        return [name, glyphsOf(unicode)] as const;
      }),
    );
    return { content, text: textOf(content, fonts) };
  });
  return { objects, pages, text: pages.map((page) => page.text).join(' ') };
}

/** How many structure elements of a kind there are. */
export function countTags(pdf: ReadPdf, kind: string): number {
  return [...pdf.objects.values()].filter(({ dictionary }) => new RegExp(`/S /${kind}\\b`).test(dictionary)).length;
}

/** A text string of a dictionary: literal bytes, or UTF-16 with its mark. */
export function stringOf(dictionary: string, key: string): string {
  const raw = new RegExp(`/${key} \\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(dictionary)?.[1] ?? '';
  const bytes = Buffer.from(
    raw.replace(/\\([\s\S])/g, (_all, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign),
    'latin1',
  );
  return bytes[0] === 0xfe ? bytes.subarray(2).swap16().toString('utf16le') : bytes.toString('latin1');
}

function unpack(dictionary: string, data: Buffer): string {
  return /\/FlateDecode/.test(dictionary) ? inflateSync(data).toString('latin1') : data.toString('utf8');
}

function glyphsOf(unicode: string): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const [, from = '', list = ''] of unicode.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    for (const [at, [, code = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      glyphs.set(
        Number.parseInt(from, 16) + at,
        Buffer.from(code.replace(/ /g, ''), 'hex').swap16().toString('utf16le'),
      );
    }
  }
  return glyphs;
}

function textOf(content: string, fonts: ReadonlyMap<string, Map<number, string>>): string {
  let glyphs = new Map<number, string>();
  const words: string[] = [];
  for (const [, font, shown = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) glyphs = fonts.get(font) ?? glyphs;
    else
      words.push(
        [...shown.matchAll(/<([0-9a-f]+)>/g)]
          .flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
          .map((code) => glyphs.get(Number.parseInt(code, 16)) ?? '�')
          .join(''),
      );
  }
  return words.join(' ').replace(/\s+/g, ' ').trim();
}
