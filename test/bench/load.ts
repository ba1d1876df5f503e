import { get, type Agent, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import autocannon from 'autocannon';
import type { Page } from './messages.ts';

/** Answers a second. @throws when an answer is not a page. */
export async function load(
  port: number,
  page: Page,
  { seconds, gzip }: Readonly<{ seconds: number; gzip: boolean }>,
): Promise<{ rps: number; answers: number }> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${page.path}`,
    headers: requestHeaders(page, gzip),
    connections: 10,
    duration: seconds,
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${page.name}: ${result.non2xx} refused, ${result.errors} broken off`);
  return { rps: result.requests.total / result.duration, answers: result.requests.total };
}

/** So many answers before anything is measured: by then V8 has compiled what is used. */
export async function warmUp(port: number, page: Page, gzip: boolean): Promise<void> {
  const url = `http://127.0.0.1:${port}${page.path}`;
  await autocannon({ url, headers: requestHeaders(page, gzip), connections: 10, amount: 2_000 });
}

/** One answer, read to its end. @throws when it is not a page. */
export async function ask(
  port: number,
  page: Page,
  { gzip, agent }: Readonly<{ gzip: boolean; agent?: Agent }>,
): Promise<{ headers: IncomingMessage['headers']; body: Buffer }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const address = { host: '127.0.0.1', port, path: page.path, headers: requestHeaders(page, gzip) };
    get({ ...address, ...(agent && { agent }) }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`${page.name}: ${response.statusCode}`);
  return { headers: response.headers, body: await buffer(response) };
}

function requestHeaders({ cookie }: Page, gzip: boolean): Record<string, string> {
  return { accept: 'text/html', ...(gzip && { 'accept-encoding': 'gzip' }), ...(cookie !== undefined && { cookie }) };
}
