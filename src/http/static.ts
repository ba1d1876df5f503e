import type { RequestHandler } from 'express';
import { acceptsGzip } from './compression.ts';
import type { StaticFiles } from './static-files.ts';

/** Answers `/static/…` from memory. An address names its content, so browsers may keep it for good. */
export function serveStatic(files: StaticFiles): RequestHandler {
  return function answerStatic(req, res, next) {
    if (!req.path.startsWith('/static/') || !['GET', 'HEAD'].includes(req.method)) return next();
    const file = files.find(req.path);
    if (file === undefined) return next();
    res.setHeader('Cache-Control', 'public, max-age=31536000, immutable');
    res.setHeader('ETag', file.etag);
    if (file.gzipped) res.setHeader('Vary', 'Accept-Encoding');
    if (req.headers['if-none-match'] === file.etag) {
      res.status(304).end();
      return;
    }
    const gzipped = acceptsGzip(req) ? file.gzipped : null;
    if (gzipped) res.setHeader('Content-Encoding', 'gzip');
    res.setHeader('Content-Type', file.type);
    res.setHeader('Content-Length', (gzipped ?? file.bytes).length);
    res.end(gzipped ?? file.bytes);
  };
}
