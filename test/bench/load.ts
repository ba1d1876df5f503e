import autocannon from 'autocannon';
import type { Page } from './messages.ts';

type Load = Readonly<{ seconds: number; gzip: boolean; rate?: number }>;

/** Answers a second and the time within which 99 of 100 came, milliseconds. @throws when an answer is not a page. */
export async function load(
  port: number,
  page: Page,
  { seconds, gzip, rate }: Load,
): Promise<{ rps: number; p99: number; answers: number }> {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${page.path}`,
    headers: requestHeaders(page, gzip),
    connections: 10,
    duration: seconds,
    ...(rate !== undefined && { overallRate: rate }),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${page.name}: ${result.non2xx} refused, ${result.errors} broken off`);
  return { rps: result.requests.total / result.duration, p99: result.latency.p99, answers: result.requests.total };
}

/** So many answers before anything is measured: by then V8 has compiled what is used. */
export async function warmUp(port: number, page: Page, gzip: boolean): Promise<void> {
  const url = `http://127.0.0.1:${port}${page.path}`;
  await autocannon({ url, headers: requestHeaders(page, gzip), connections: 10, amount: 2_000 });
}

export function requestHeaders({ cookie }: Page, gzip: boolean): Record<string, string> {
  return { accept: 'text/html', ...(gzip && { 'accept-encoding': 'gzip' }), ...(cookie !== undefined && { cookie }) };
}
