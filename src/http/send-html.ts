import type { Request, Response } from 'express';
import { compressed } from './compression.ts';
import { sessionOrNull } from './request-state.ts';

/** Ends the answer with a page. Pages of a session keep `no-store`; public ones may come back with the Back button. */
export function sendHtml(req: Request, res: Response, html: string): void {
  if (sessionOrNull(req) === null && res.statusCode === 200) res.setHeader('Cache-Control', 'private, no-cache');
  const bytes = compressed(req, res, Buffer.from(html, 'utf8'));
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', bytes.length);
  res.end(bytes);
}
