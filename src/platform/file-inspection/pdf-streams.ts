import { createInflate } from 'node:zlib';
import { LIMITS } from './limits.ts';
import { readDictionary, skipBlank, type Budget, type Dictionary } from './pdf-dictionary.ts';
import { bomb, CUT, damaged, TOO_HARD } from './verdict.ts';

const INFLATE = ['/FlateDecode', '/Fl'];
const TOO_BIG = 'распаковывается в слишком большой объём: сохраните его заново, уменьшив изображения.';
const KEYS = ['Type', 'Length', 'Filter', 'F', 'DecodeParms', 'DP', 'First', 'N', 'Width', 'Height'];
const UNUSUAL = 'устроен необычно, проверить его не удалось: напечатайте его в PDF заново.';

type Entries = Dictionary['entries'];
export type PdfStream = Readonly<{ entries: Entries; start: number; end: number }>;

/**
 * Every stream of a PDF, found by its object rather than by the cross-references, so that none can hide. Whatever a viewer
 * takes for an object begins with the word «obj»; objects inside texts and other streams are looked at, too.
 */
export function* streamsOf(text: string): Generator<PdfStream> {
  const budget: Budget = { left: text.length + LIMITS.nestedObjects };
  const opening = /obj/g;
  let nextEnd = -2;
  let count = 0;
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const dictionary = readDictionary(text, opening.lastIndex, KEYS, budget);
    if (dictionary === null) continue;
    const start = startOfData(text, dictionary.end);
    if (start === null) continue;
    count += 1;
    if (count > LIMITS.streams) throw bomb(TOO_HARD);
    const { entries } = dictionary;
    const declared = start + (numberOf(entries, 'Length') ?? Number.NaN);
    if (declared <= text.length && /^\s{0,2}endstream/.test(text.slice(declared, declared + 12))) {
      yield { entries, start, end: declared };
      continue;
    }
    if (nextEnd !== -1 && nextEnd < start) nextEnd = text.indexOf('endstream', start);
    if (nextEnd === -1) throw damaged(CUT);
    yield { entries, start, end: nextEnd };
  }
}

/** Where the data begin when the word «stream» stands at `at`: on the line after it, whatever else stands on its own. */
function startOfData(text: string, at: number): number | null {
  const word = skipBlank(text, at);
  if (!text.startsWith('stream', word)) return null;
  const lineEnd = /\r\n?|\n/g;
  lineEnd.lastIndex = word + 6;
  return lineEnd.test(text) ? lineEnd.lastIndex : text.length;
}

/**
 * Unpacks every stream as a viewer would, counting and throwing away, and returns the contents of the object streams, where
 * dictionaries (and scripts) live in packed form. Throws a refusal when the sums exceed the limits, and when an object stream
 * is said in a way that viewers may read otherwise than we do.
 */
export async function unpackStreams(bytes: Buffer, text: string): Promise<string[]> {
  const objects: string[] = [];
  let total = 0;
  for (const { entries, start, end } of streamsOf(text)) {
    checkPicture(entries);
    const filters = filtersOf(entries);
    const packed = filters?.filter((name) => INFLATE.includes(name)).length ?? 1;
    if (packed > 1) throw bomb(TOO_BIG);
    const holdsObjects = mayHoldObjects(entries);
    if (holdsObjects && !isPlain(entries, filters)) throw damaged(UNUSUAL);
    const data = bytes.subarray(start, end);
    if (packed === 0) {
      if (holdsObjects) objects.push(data.toString('latin1'));
    } else if (filters === null || INFLATE.includes(filters[0] ?? '')) {
      const limit = holdsObjects ? LIMITS.unpackedObjects : LIMITS.unpackedStream;
      const { size, content } = await inflate(data, limit, holdsObjects);
      total += size;
      if (total > LIMITS.unpackedTotal) throw bomb(TOO_BIG);
      if (content !== null) objects.push(content);
    }
  }
  return objects;
}

/** Viewers go by these two keys, not all of them by the type. */
function mayHoldObjects(entries: Entries): boolean {
  const type = entries.get('Type')?.some((value) => value[0] === '/ObjStm') === true;
  return type || (entries.has('First') && entries.has('N'));
}

/** Whether an object stream is as every writer makes it: said once, in place, packed once and in no other way. */
function isPlain(entries: Entries, filters: readonly string[] | null): boolean {
  const parms = [...(entries.get('DecodeParms') ?? []), ...(entries.get('DP') ?? [])];
  return (
    numberOf(entries, 'First') !== null &&
    numberOf(entries, 'N') !== null &&
    filters?.every((name) => INFLATE.includes(name)) === true &&
    (entries.get('Filter')?.length ?? 0) <= 1 &&
    !entries.has('F') &&
    parms.every((value) => value.join(' ') === 'null')
  );
}

/** A direct whole number that is said once, or null. */
function numberOf(entries: Entries, key: string): number | null {
  const [value, second] = entries.get(key) ?? [];
  const [number = '', rest] = value ?? [];
  return second === undefined && rest === undefined && /^\d{1,15}$/.test(number) ? Number(number) : null;
}

/** The filters of a stream in their order, short names included; null when the dictionary does not say them itself. */
function filtersOf(entries: Entries): readonly string[] | null {
  const tokens = (entries.get('Filter') ?? entries.get('F') ?? []).flat();
  const names = tokens.filter((part) => part !== '[' && part !== ']' && part !== 'null');
  return names.every((part) => part.startsWith('/')) ? names : null;
}

function checkPicture(entries: Entries): void {
  const [width, height] = [numberOf(entries, 'Width'), numberOf(entries, 'Height')];
  if (width !== null && height !== null && width * height > LIMITS.pixelsInPdf) {
    throw bomb('содержит слишком большое изображение: сохраните его заново, уменьшив изображения.');
  }
}

/**
 * Viewers show what they can of a stream that ends early, so an error is an end. The content is kept only when it is asked
 * for, and then it must be whole: of a broken one they may read more than we do.
 */
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
    inflater.once('error', () => (keep ? reject(damaged(UNUSUAL)) : finish()));
    inflater.once('end', finish);
    inflater.end(data);
  });
}
