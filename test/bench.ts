// How fast the main pages are, beside a bare node:http server that sends the same bytes and headers, in turns in the same run:
//
//   npm run -s bench [-- --seconds 2] [--rounds 3] [--json FILE] [--docs]
//
// Each line: answers a second of the portal and of the bare server, their ratio, and the same ratio of a portal that remembers no pages
// (a bench asks for one page again and again); the first series with gzip, against bytes that were compressed before; and the time within
// which 99 of 100 answers come at 200 requests a second, of either server. `--docs` puts the table into docs/performance.md.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ask, load, warmUp } from './bench/load.ts';
import type { Answer, Page } from './bench/messages.ts';
import { paced } from './bench/pace.ts';
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

const [portal, forgetful, bare] = await Promise.all([startPortal(), startPortal({ PAGE_MEMORY_MB: '0' }), startBare()]);
await pause(3_000);
const { rss } = usage(portal.child);
const figures: Figures[] = [];
for (const [at, page] of portal.pages.entries()) {
  const same = forgetful.pages[at] ?? page;
  const plain = await compare(page, same, false);
  const gzip = await compare(page, same, true);
  const [p99, bareP99] = [await slowest(portal, page), await slowest(bare, page)];
  figures.push({ name: page.name, ...plain, p99, bareP99, gzip });
}
await Promise.all([portal, forgetful, bare].map((server) => server.stop()));

say(table(figures, rss));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
if (values.docs) await writeDocs(figures, rss);

/** In turns, so that what else the machine does meets all alike; the median of the rounds counts. `same` is the page of the forgetful one. */
async function compare(page: Page, same: Page, gzip: boolean): Promise<Series> {
  const answer = await record(page, gzip);
  bare.child.send(answer);
  await once(bare.child, 'message');
  const turns = [portal, forgetful, bare].map((server) => ({ server, page: server === forgetful ? same : page }));
  for (const { server, page: asked } of turns) await warmUp(server.port, asked, gzip);
  const taken: Turn[][] = turns.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [at, { server, page: asked }] of turns.entries()) taken[at]?.push(await turn(server, asked, gzip));
  const [ours = 0, anew = 0, theirs = 1] = taken.map((some) => median(some.map(({ rps }) => rps)));
  return {
    rps: Math.round(ours),
    bare: Math.round(theirs),
    ratio: Number((ours / theirs).toFixed(3)),
    anew: Number((anew / theirs).toFixed(3)),
    cpu: Math.round(median((taken[0] ?? []).map(({ cpu }) => cpu))),
    bytes: Buffer.from(answer.body, 'base64').length,
  };
}

type Turn = Readonly<{ rps: number; cpu: number }>;

async function turn({ child, port }: Server, page: Page, gzip: boolean): Promise<Turn> {
  const before = usage(child);
  const { rps, answers } = await load(port, page, { seconds, gzip });
  return { rps, cpu: (usage(child).cpu - before.cpu) / answers };
}

/** How long 99 of 100 answers take at most at 200 requests a second, milliseconds. */
async function slowest({ port }: Server, page: Page): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await paced(port, page, 200, seconds));
  return Number(median(times).toFixed(1));
}

/** What the portal sends for a page; `date` and the headers of the connection are Node's own on either side. */
async function record(page: Page, gzip: boolean): Promise<Answer> {
  const { headers, body } = await ask(portal.port, page, { gzip });
  const own = new Set(['date', 'connection', 'keep-alive']);
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    own.has(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  return { headers: Object.fromEntries(sent), body: body.toString('base64') };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
