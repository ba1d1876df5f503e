import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { HttpContext } from './ports.ts';
import { stateOf } from './request-state.ts';

/**
 * One line a request: id, method, the pattern of the route, status and time. Addresses as they came, queries, cookies and
 * network addresses tell about people and are left out.
 */
export function logRequests({ log, ids }: Pick<HttpContext, 'log' | 'ids'>): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: () => ids.next(),
    customAttributeKeys: { reqId: 'request' },
    quietReqLogger: true,
    quietResLogger: true,
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: (req, res, { responseTime }: { responseTime: number }) => line(req, res, responseTime),
    customErrorObject: (req, res, _error, { responseTime }: { responseTime: number }) => line(req, res, responseTime),
    customSuccessMessage: (_req, res) => (res.writableFinished ? 'answered' : 'broken off'),
    customErrorMessage: (_req, res) => (res.writableFinished ? 'answered' : 'broken off'),
  }) as RequestHandler;
}

function line(req: IncomingMessage, res: ServerResponse, responseTime: number) {
  const { route, refusal } = stateOf(req as Request);
  const where = route === null ? {} : { route: route.path, feature: route.feature };
  const why = refusal === null ? {} : { refusal };
  return { method: req.method, ...where, status: res.statusCode, ...why, ms: responseTime };
}
