import { createServer, type RequestListener, type Server } from 'node:http';
import { minute, second } from '../platform/values/durations.ts';

/** How long is waited for slow and silent clients, ms. */
export type Patience = Readonly<{
  /** For the headers of a request. */
  headers: number;
  /** For a request as a whole. */
  request: number;
  /** Between two requests. */
  idle: number;
  /** While nothing comes and nothing goes, in either direction. */
  silence: number;
  /** How often connections are looked at: the first two may last so much longer. */
  look: number;
}>;

/** A whole request may take 15 minutes, for 25 MB at 400 kbit/s; forms without files have a minute of their own (body.ts). */
const usual: Patience = {
  headers: 20 * second,
  request: 15 * minute,
  idle: 20 * second,
  silence: 2 * minute,
  look: 5 * second,
};

/** A server that lets nobody hold a connection by being slow: such a request is answered 408, a silent one ends. */
export function createPatientServer(app: RequestListener, patience: Patience = usual): Server {
  const { headers, request, idle, silence, look } = patience;
  const limits = { headersTimeout: headers, requestTimeout: request, keepAliveTimeout: idle };
  const server = createServer({ ...limits, connectionsCheckingInterval: look }, app);
  server.setTimeout(silence);
  return server;
}
