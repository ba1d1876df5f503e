import { createInflate } from 'node:zlib';
import { LIMITS } from './limits.ts';
import { filtersOf, numberOf } from './pdf-text.ts';
import { bomb, CUT, damaged } from './verdict.ts';

/** How far back a stream's dictionary is looked for. */
const DICTIONARY = 16_384;
const INFLATE = ['FlateDecode', 'Fl'];
const TOO_BIG = 'распаковывается в слишком большой объём: сохраните его заново, уменьшив изображения.';

export type PdfStream = Readonly<{ dictionary: string; start: number; end: number }>;

/** Every stream of a PDF, found by its keyword rather than by the cross-references, so that none can hide. */
export function* streamsOf(text: string): Generator<PdfStream> {
  const opening = />>\s*stream\r?\n/g;
  let nextEnd = -2;
  let count = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    count += 1;
    if (count > LIMITS.streams) throw bomb(TOO_BIG);
    const start = opening.lastIndex;
    const before = text.slice(Math.max(0, found.index - DICTIONARY), found.index + 2);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 4);
    const declared = start + (numberOf(dictionary, 'Length') ?? Number.NaN);
    if (/^\s{0,2}endstream/.test(text.slice(declared, declared + 12))) {
      yield { dictionary, start, end: declared };
      continue;
    }
    if (nextEnd !== -1 && nextEnd < start) nextEnd = text.indexOf('endstream', start);
    if (nextEnd === -1) throw damaged(CUT);
    yield { dictionary, start, end: nextEnd };
  }
}

/**
 * Unpacks every stream as a viewer would, counting and throwing away, and returns the contents of the object streams, where
 * dictionaries (and scripts) live in packed form. Throws a refusal when the sums exceed the limits.
 */
export async function unpackStreams(bytes: Buffer, text: string): Promise<string[]> {
  const objects: string[] = [];
  let total = 0;
  for (const stream of streamsOf(text)) {
    const filters = filtersOf(stream.dictionary);
    checkPicture(stream.dictionary);
    const packed = filters.filter((name) => INFLATE.includes(name)).length;
    if (packed > 1) throw bomb(TOO_BIG);
    const holdsObjects = numberOf(stream.dictionary, 'First') !== null && numberOf(stream.dictionary, 'N') !== null;
    if (holdsObjects && filters.length !== packed) {
      throw damaged('устроен необычно, проверить его не удалось: напечатайте его в PDF заново.');
    }
    const data = bytes.subarray(stream.start, stream.end);
    if (packed === 0) {
      if (holdsObjects) objects.push(data.toString('latin1'));
    } else if (INFLATE.includes(filters[0] ?? '')) {
      const limit = holdsObjects ? LIMITS.unpackedObjects : LIMITS.unpackedStream;
      const { size, content } = await inflate(data, limit, holdsObjects);
      total += size;
      if (total > LIMITS.unpackedTotal) throw bomb(TOO_BIG);
      if (content !== null) objects.push(content);
    }
  }
  return objects;
}

function checkPicture(dictionary: string): void {
  const [width, height] = [numberOf(dictionary, 'Width'), numberOf(dictionary, 'Height')];
  if (width !== null && height !== null && width * height > LIMITS.pixelsInPdf) {
    throw bomb('содержит слишком большое изображение: сохраните его заново, уменьшив изображения.');
  }
}

/** Viewers show what they can of a stream that ends early, so an error is an end; the content is kept only when asked for. */
function inflate(data: Buffer, limit: number, keep: boolean): Promise<{ size: number; content: string | null }> {
  return new Promise((resolve, reject) => {
    const inflater = createInflate({ chunkSize: 65_536 });
    const kept: Buffer[] = [];
    let size = 0;
    const finish = () => resolve({ size, content: keep ? Buffer.concat(kept).toString('latin1') : null });
    inflater.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (keep) kept.push(chunk);
      if (size <= limit) return;
      reject(bomb(TOO_BIG));
      inflater.destroy();
    });
    inflater.once('error', finish);
    inflater.once('end', finish);
    inflater.end(data);
  });
}
