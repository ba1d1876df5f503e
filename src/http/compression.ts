import { gzipSync } from 'node:zlib';
import type { Request, Response } from 'express';
import { sessionOrNull } from './request-state.ts';

/** Below this the headers outweigh the gain. */
const worthwhile = 1024;
/** On pages of 13 kB 7 % larger than level 6, and the quickest of all. */
const level = 3;
const lately = new WeakMap<Buffer, Buffer>();

/** Whether the browser takes gzip: all do, and say so plainly. */
export function acceptsGzip(req: Request): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/.test(req.get('accept-encoding') ?? '');
}

/**
 * Compresses a page where it pays. A page of somebody signed in is not compressed when another site led to it: the length
 * of such answers could betray what stands in them (BREACH), and only a request made from outside could measure that.
 * What will be sent to others as it is, the same buffer, is compressed once.
 */
export function compressed(req: Request, res: Response, bytes: Buffer, { again }: { again: boolean }): Buffer {
  if (bytes.length < worthwhile) return bytes;
  res.vary('Accept-Encoding');
  if (!acceptsGzip(req)) return bytes;
  if (req.headers['sec-fetch-site'] === 'cross-site' && sessionOrNull(req) !== null) return bytes;
  res.setHeader('Content-Encoding', 'gzip');
  const known = lately.get(bytes);
  if (known !== undefined) return known;
  const small = gzipSync(bytes, { level });
  if (again) lately.set(bytes, small);
  return small;
}
