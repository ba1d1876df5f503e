import type { Server } from 'node:http';
import { minute, second } from '../platform/values/durations.ts';

/**
 * Limits for slow and idle connections. A whole request may take 15 minutes, for 25 MB at 400 kbit/s; forms without files
 * have a minute of their own (body.ts), headers 20 seconds.
 */
export function configureTimeouts(server: Server): void {
  server.headersTimeout = 20 * second;
  server.requestTimeout = 15 * minute;
  server.keepAliveTimeout = 20 * second;
  server.setTimeout(2 * minute);
}
