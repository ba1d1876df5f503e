import { once } from 'node:events';
import { Agent, request, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createPatientServer, type Patience } from '../../src/http/timeouts.ts';

export type Answer = Readonly<{ status: number; headers: IncomingHttpHeaders; text: string }>;

export type Asking = Readonly<{
  method?: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Buffer;
}>;

/** A listening portal and plain requests to it: nothing is followed, nothing is added but what a connection needs. */
export type Client = Readonly<{
  port: number;
  ask(path: string, asking?: Asking): Promise<Answer>;
  close(): Promise<void>;
}>;

export async function listen(app: RequestListener, patience?: Patience): Promise<Client> {
  const server = createPatientServer(app, patience);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  async function ask(path: string, { method = 'GET', headers = {}, body }: Asking = {}): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const sent = request({ host: '127.0.0.1', port, agent, path, method, headers: { ...headers, ...lengthOf(body) } });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      buffer(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: bytes.toString() }),
        reject,
      );
    });
    sent.end(body);
    return promise;
  }

  return {
    port,
    ask,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function lengthOf(body: string | Buffer | undefined): Record<string, string> {
  return body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
}
