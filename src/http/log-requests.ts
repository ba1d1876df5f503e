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
    wrapSerializers: false,
    quietReqLogger: true,
    serializers: {
      req: ({ id, method }: IncomingMessage) => ({ id, method }),
      res: ({ statusCode }: ServerResponse) => ({ statusCode }),
    },
    customProps(req) {
      const { route, refusal } = stateOf(req as Request);
      return { route: route?.path ?? null, feature: route?.feature ?? null, ...(refusal === null ? {} : { refusal }) };
    },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
  }) as RequestHandler;
}
