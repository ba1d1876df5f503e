import { Transform, type Readable } from 'node:stream';
import { callbackify } from 'node:util';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import { cleanFileName } from './file-name.ts';
import { stateOf } from './request-state.ts';
import type { UploadedFile, UploadRefusalCode, UploadRule } from './uploads.ts';

class TooLarge extends Error {}

type Progress = {
  begun: number;
  unfinished: { field: string; name: string } | null;
  readonly places: Map<UploadedFile, number>;
};

const progress = new WeakMap<Request, Progress>();

/** The file in which a body broke off, if it was in one. */
export function unfinishedFile(req: Request): Progress['unfinished'] {
  return progress.get(req)?.unfinished ?? null;
}

/** Where multer puts files: into the encrypted store, or nowhere. Results stand in the state of the request. */
export function createUploadStorage(rule: UploadRule): StorageEngine {
  return {
    _handleFile(req, file, done) {
      const state = progress.get(req) ?? { begun: 0, unfinished: null, places: new Map() };
      progress.set(req, state);
      state.begun += 1;
      callbackify(take)(req, file, state, state.begun <= rule.maxFiles ? rule.maxBytes : null, (error) => done(error));
    },
    // What was stored belongs to no row, so the sweep removes it.
    _removeFile: (_req, _file, done) => done(null),
  };
}

async function take(req: Request, file: Express.Multer.File, state: Progress, maxBytes: number | null): Promise<void> {
  const { http, uploads } = stateOf(req);
  const place = state.begun;
  const about = { field: file.fieldname, name: cleanFileName(file.originalname) };
  const refuse = (code: UploadRefusalCode) => void uploads.refusals.push({ ...about, code });
  if (maxBytes === null) {
    file.stream.resume();
    return refuse('FILE-COUNT');
  }
  state.unfinished = about;
  try {
    const stored = await http.ctx.files.store(atMost(maxBytes, file.stream));
    if (stored.size === 0) refuse('FILE-EMPTY');
    else keepInOrder(uploads.files, state, { ...about, stored, size: stored.size }, place);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    // Read on to the end: the fields and files behind this one are still wanted.
    file.stream.resume();
    refuse('FILE-TOO-LARGE');
  }
  state.unfinished = null;
}

/** One file may be on the disk before another that began earlier; people see them as they chose them. */
function keepInOrder(files: UploadedFile[], { places }: Progress, file: UploadedFile, place: number): void {
  places.set(file, place);
  files.push(file);
  files.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** The bytes of `source`, failing beyond `maxBytes`; a source that breaks off breaks this, too. */
function atMost(maxBytes: number, source: Readable): Readable {
  let size = 0;
  const gate = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      size += bytes.length;
      if (size > maxBytes) done(new TooLarge());
      else done(null, bytes);
    },
  });
  source.on('error', (error) => gate.destroy(error));
  return source.pipe(gate);
}
