// How fast the main pages are, beside a bare node:http server that sends the same bytes and headers, in turns in the same run:
//
//   npm run -s bench [-- --seconds 2] [--rounds 3] [--json FILE] [--docs]
//
// Each line: answers a second of the portal and of the bare server, their ratio, the time within which 99 of 100 answers come at
// 200 requests a second, and the same with gzip against bytes that were compressed before. `--docs` puts the table into docs/performance.md.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { load, requestHeaders, warmUp } from './bench/load.ts';
import type { Answer, Page } from './bench/messages.ts';
import { table, writeDocs, type Figures, type Series } from './bench/report.ts';
import { startBare, startPortal, usage, type Server } from './bench/servers.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
    docs: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const say = (line: string) => void process.stdout.write(`${line}\n`);

const [portal, bare] = await Promise.all([startPortal(), startBare()]);
await pause(3_000);
const { rss } = usage(portal.child);
const figures: Figures[] = [];
for (const page of portal.pages) {
  const plain = await compare(page, false);
  const gzip = await compare(page, true);
  const { p99 } = await load(portal.port, page, { seconds: seconds * 2, gzip: true, rate: 200 });
  figures.push({ name: page.name, ...plain, p99, gzip });
}
await Promise.all([portal.stop(), bare.stop()]);

say(table(figures, rss));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
if (values.docs) await writeDocs(figures, rss);

/** In turns, so that what else the machine does meets both alike; the median of the rounds counts. */
async function compare(page: Page, gzip: boolean): Promise<Series> {
  const answer = await record(page, gzip);
  bare.child.send(answer);
  await once(bare.child, 'message');
  for (const { port } of [portal, bare]) await warmUp(port, page, gzip);
  const turns = { portal: [] as Turn[], bare: [] as Turn[] };
  for (let round = 0; round < rounds; round += 1) {
    turns.portal.push(await turn(portal, page, gzip));
    turns.bare.push(await turn(bare, page, gzip));
  }
  const [ours, theirs] = [median(turns.portal.map(({ rps }) => rps)), median(turns.bare.map(({ rps }) => rps))];
  return {
    rps: Math.round(ours),
    bare: Math.round(theirs),
    ratio: Number((ours / theirs).toFixed(3)),
    cpu: Math.round(median(turns.portal.map(({ cpu }) => cpu))),
    bytes: Buffer.from(answer.body, 'base64').length,
  };
}

type Turn = Readonly<{ rps: number; cpu: number }>;

async function turn({ child, port }: Server, page: Page, gzip: boolean): Promise<Turn> {
  const before = usage(child);
  const { rps, answers } = await load(port, page, { seconds, gzip });
  return { rps, cpu: (usage(child).cpu - before.cpu) / answers };
}

/** What the portal sends for a page; `date` and the headers of the connection are Node's own on either side. */
async function record(page: Page, gzip: boolean): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const address = { port: portal.port, path: page.path, headers: requestHeaders(page, gzip) };
    get({ host: '127.0.0.1', ...address }, resolve).on('error', reject);
  });
  if (response.statusCode !== 200) throw new Error(`${page.name}: ${response.statusCode}`);
  const own = new Set(['date', 'connection', 'keep-alive']);
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    own.has(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  return { headers: Object.fromEntries(headers), body: (await buffer(response)).toString('base64') };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
