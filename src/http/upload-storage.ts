import { Transform, type Readable } from 'node:stream';
import { callbackify } from 'node:util';
import type { Request } from 'express';
import type { StorageEngine } from 'multer';
import { cleanFileName } from './file-name.ts';
import { stateOf } from './request-state.ts';
import type { UploadRefusalCode, UploadRule } from './uploads.ts';

class TooLarge extends Error {}

/** Where multer puts files: into the encrypted store, or nowhere. Results stand in the state of the request. */
export function createUploadStorage(rule: UploadRule): StorageEngine {
  const begun = new WeakMap<Request, number>();
  return {
    _handleFile(req, file, done) {
      const order = (begun.get(req) ?? 0) + 1;
      begun.set(req, order);
      callbackify(take)(req, file, order <= rule.maxFiles ? rule.maxBytes : null, (error) => done(error));
    },
    // What was stored belongs to no row, so the sweep removes it.
    _removeFile: (_req, _file, done) => done(null),
  };
}

async function take(req: Request, file: Express.Multer.File, maxBytes: number | null): Promise<void> {
  const { http, uploads } = stateOf(req);
  const about = { field: file.fieldname, name: cleanFileName(file.originalname) };
  const refuse = (code: UploadRefusalCode) => void uploads.refusals.push({ ...about, code });
  if (maxBytes === null) {
    file.stream.resume();
    return refuse('FILE-COUNT');
  }
  try {
    const stored = await http.ctx.files.store(atMost(maxBytes, file.stream));
    if (stored.size === 0) refuse('FILE-EMPTY');
    else uploads.files.push({ ...about, stored, size: stored.size });
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    // Read on to the end: the fields and files behind this one are still wanted.
    file.stream.resume();
    refuse('FILE-TOO-LARGE');
  }
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
