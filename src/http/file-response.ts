import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { KeptFile } from '../platform/files/file-store.ts';
import { contentDisposition } from './file-name.ts';
import { stateOf } from './request-state.ts';

/** What a browser may show by itself, once its content has been checked; everything else is only ever saved. */
const showable = new Set(['application/pdf', 'image/jpeg', 'image/png']);

/**
 * Sends a stored file: never sniffed, never run as a page of ours, never kept in a cache. Saved under its own name unless
 * `inline` is asked for and its type is a PDF, JPEG or PNG. The right to it was decided before.
 */
export async function sendFile(req: Request, res: Response, file: KeptFile, { inline = false } = {}): Promise<void> {
  const { http } = stateOf(req);
  const shown = inline && showable.has(file.type);
  describe(res, { ...file, type: showable.has(file.type) ? file.type : 'application/octet-stream' }, shown);
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  try {
    await pipeline(http.ctx.files.open(file.id), res);
  } catch (error) {
    // The length was promised: a broken connection tells the browser that the rest is missing.
    if (!isHangUp(error)) http.ctx.log.error({ err: error, file: file.id, request: req.id }, 'file could not be sent');
    res.destroy();
  }
}

/** Sends bytes made for this answer, such as a PDF, in the same way. */
export function sendBytes(
  req: Request,
  res: Response,
  bytes: Buffer,
  { name, type }: Readonly<{ name: string; type: string }>,
): void {
  describe(res, { name, type, size: bytes.length }, false);
  res.end(req.method === 'HEAD' ? undefined : bytes);
}

function isHangUp(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function describe(
  res: Response,
  { name, type, size }: Readonly<{ name: string; type: string; size: number }>,
  inline: boolean,
): void {
  res.setHeader('Content-Type', type);
  res.setHeader('Content-Length', size);
  res.setHeader('Content-Disposition', contentDisposition(inline ? 'inline' : 'attachment', name));
  res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
}
