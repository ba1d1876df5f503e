import type { Request } from 'express';
import multer from 'multer';
import { AppError, BadRequest, PayloadTooLarge } from '../errors.ts';
import type { StoredFile } from '../platform/files/file-store.ts';
import { readBody, refuseEndlessMarks } from './body.ts';
import { stateOf } from './request-state.ts';
import { createUploadStorage, unfinishedFile } from './upload-storage.ts';

/** What a route takes: so many files of so many bytes each, beside at most `maxFields` fields (200). */
export type UploadRule = Readonly<{ maxFiles: number; maxBytes: number; maxFields?: number }>;

/** A file that lies encrypted on the disk, known to no row yet. `field` is the name of its input. */
export type UploadedFile = Readonly<{ field: string; name: string; stored: StoredFile; size: number }>;

export type UploadRefusalCode = 'FILE-TOO-LARGE' | 'FILE-COUNT' | 'FILE-EMPTY' | 'UPLOAD-BROKEN';

/** A file that was not taken; the other files and fields of the form are there all the same. */
export type UploadRefusal = Readonly<{ field: string; name: string; code: UploadRefusalCode }>;

/** `aborted`: the body ended before its time, so that files or fields may be missing (also a refusal `UPLOAD-BROKEN`). */
export type Uploads = { readonly files: UploadedFile[]; readonly refusals: UploadRefusal[]; aborted: boolean };

/** What came with the form. Empty for forms without files. */
export function uploadsOf(req: Request): Readonly<Uploads> {
  return stateOf(req).uploads;
}

export function noUploads(): Uploads {
  return { files: [], refusals: [], aborted: false };
}

const megabyte = 1024 * 1024;

/**
 * Makes the receiver of a route: files stream straight into the encrypted store, and one that is too large is read to its
 * end and dropped, so that the rest of the form survives. Twice the allowed total (64 MB at least) is the end of patience.
 */
export function createReceiver(rule: UploadRule): (req: Request) => Promise<void> {
  const maxFields = rule.maxFields ?? 200;
  const parse = multer({
    storage: createUploadStorage(rule),
    defParamCharset: 'utf8',
    limits: {
      fields: maxFields,
      fieldSize: 100 * 1024,
      fieldNameSize: 100,
      // Our forms have no nested names; without this a name could build deep objects.
      fieldNestingDepth: 0,
      parts: maxFields + 10 * rule.maxFiles,
    },
  }).any();
  const most = Math.max(64 * megabyte, 2 * rule.maxFiles * rule.maxBytes);

  return async function receive(req) {
    if (!req.is('multipart')) return readBody(req);
    checkLength(req, most);
    const state = stateOf(req);
    state.bodyRead = true;
    try {
      await new Promise<void>((resolve, reject) => {
        parse(req, state.res, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
      });
    } catch (error) {
      if (malformed(error)) throw new BadRequest();
      if (!endedEarly(error) || req.socket.destroyed) throw error;
      state.uploads.aborted = true;
      state.uploads.refusals.push({ field: '', name: '', ...unfinishedFile(req), code: 'UPLOAD-BROKEN' });
    }
    refuseEndlessMarks(req.body);
  };
}

/** Browsers always say how long a form is; whoever does not cannot be told in time that it is too long. */
function checkLength(req: Request, most: number): void {
  const length = Number(req.headers['content-length'] ?? NaN);
  if (!Number.isFinite(length)) throw new AppError(411, lengthUnknown);
  if (length > most) throw new PayloadTooLarge();
}

// The parser's errors have no codes, only these messages.
function endedEarly(error: unknown): boolean {
  return error instanceof Error && /^Unexpected end of (?:form|file)$/.test(error.message);
}

function malformed(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(?:Multipart: Boundary not found|Malformed |Missing Content-Type|Unsupported content type)/.test(error.message)
  );
}

const lengthUnknown = {
  code: 'HTTP-LENGTH',
  title: 'Запрос не понят',
  explanation: 'Браузер не сообщил размер отправленного. Попробуйте другой браузер.',
};
