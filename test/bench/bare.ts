// A server that does nothing but send: what it is given is its answer to every request. Started by `fork`.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Usage } from './messages.ts';

let headers: Readonly<Record<string, string>> = {};
let body: Buffer = Buffer.alloc(0);
const server = createServer((_req, res) => {
  res.writeHead(200, headers);
  res.end(body);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.({ port: (server.address() as AddressInfo).port, pages: [] });
process.on('message', (answer: Answer | 'usage') => {
  if (answer !== 'usage') {
    headers = answer.headers;
    body = Buffer.from(answer.body, 'base64');
  }
  const { user, system } = process.cpuUsage();
  process.send?.({ rss: process.memoryUsage.rss(), cpu: user + system } satisfies Usage);
});
process.on('disconnect', () => process.exit());
