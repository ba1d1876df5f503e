// A server that does nothing but send: what it is given is its answer to every request. Started by `fork` with its port.
import { createServer } from 'node:http';
import type { Answer } from './messages.ts';

let headers: Readonly<Record<string, string>> = {};
let body: Buffer = Buffer.alloc(0);
const server = createServer((_req, res) => {
  res.writeHead(200, headers);
  res.end(body);
});
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.send?.('listening'));
process.on('message', (answer: Answer) => {
  headers = answer.headers;
  body = Buffer.from(answer.body, 'base64');
  process.send?.('ready');
});
process.on('disconnect', () => process.exit());
