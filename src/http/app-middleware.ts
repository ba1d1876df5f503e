import type { ErrorRequestHandler, Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { NotFound } from '../errors.ts';
import { createRecent } from '../platform/recent.ts';
import { cookieName } from './cookies.ts';
import { handleErrors, notFound } from './error-handler.ts';
import { refuseOddFraming } from './framing.ts';
import { securityHeaders } from './headers.ts';
import { logRequests } from './log-requests.ts';
import type { Http, HttpPorts } from './ports.ts';
import { createRateLimits, subscriberOf } from './rate-limits.ts';
import { attachState, stateOf } from './request-state.ts';
import { serveStatic } from './static.ts';
import type { StaticFiles } from './static-files.ts';
import { noUploads } from './uploads.ts';

export type MiddlewareOptions = HttpPorts & Readonly<{ statics: StaticFiles; formTargets?: readonly string[] }>;

/** What runs before every route, in this order, and what is left when none answered. Sessions are looked up by the guards. */
export type Middleware = Readonly<{
  first: readonly RequestHandler[];
  last: readonly [RequestHandler, ErrorRequestHandler];
}>;

export function createMiddleware({ statics, formTargets = [], ...ports }: MiddlewareOptions): Middleware {
  const http = createHttp(ports);
  return {
    first: [
      securityHeaders({ secure: http.secure, formTargets }),
      refuseOddFraming,
      serveStatic(statics),
      beginRequest(http),
      logRequests(ports.ctx),
      refuseOddMethods,
      limitAll,
    ],
    last: [notFound, handleErrors()],
  };
}

/** Settings of Express itself: whose address to believe, and nothing that costs or tells more than it should. */
export function configureApp(app: Express, trustProxy: number): void {
  app.set('trust proxy', trustProxy);
  app.disable('x-powered-by');
  app.disable('etag');
  // What Express itself would answer, should our error handler fail: no stack traces.
  app.set('env', 'production');
}

function createHttp(ports: HttpPorts): Http {
  const { config, cipher } = ports.ctx;
  const secure = config.publicUrl.startsWith('https:');
  return Object.freeze({
    ...ports,
    secure,
    limits: createRateLimits({ cipher, factor: config.limits.requestFactor, limiter: ports.limiter }),
    sessionCookie: cookieName('kabinet', secure),
    visitorCookie: cookieName('visitor', secure),
    formTokens: createRecent<string>(2_000),
  });
}

function beginRequest(http: Http): RequestHandler {
  return function attach(req, res, next) {
    attachState(req, {
      http,
      res,
      client: clientOf(req),
      identified: null,
      session: null,
      rawSession: null,
      lapsed: null,
      rawVisitor: null,
      actor: null,
      route: null,
      number: null,
      refusal: null,
      bodyRead: false,
      uploads: noUploads(),
    });
    next();
  };
}

function clientOf(req: Request) {
  // A socket that listens to both kinds of addresses tells IPv4 ones in the dress of IPv6 (RFC 4291, 2.5.5.2): nobody knows theirs so.
  const address = (req.ip ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return { address, userAgent: (req.headers['user-agent'] ?? '').slice(0, 300) };
}

const known = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** OPTIONS would otherwise list what a page can do; a method that no route declares finds nothing, like these. */
function refuseOddMethods(req: Request, _res: Response, next: NextFunction): void {
  next(known.has(req.method) ? undefined : new NotFound());
}

async function limitAll(req: Request, _res: Response, next: NextFunction): Promise<void> {
  const { http, client } = stateOf(req);
  await http.limits.consume('all', subscriberOf(client.address));
  next();
}
