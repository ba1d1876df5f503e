import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { RouteEntry } from '../../src/http/policy.ts';
import { eventually } from '../journey/outbox.ts';
import { listen, type Client } from './client.ts';
import { addressesOf } from './everywhere.ts';
import { insiderOf, isUnsafeRoute } from './insiders.ts';
import { nameOf } from './matrix.ts';
import { cookieOf } from './members.ts';
import { reachedHeader } from './watching.ts';
import { startWorld, type World } from './world.ts';

let world: World;
/** The same portal, but as impatient as a test: what lasts 20 seconds or 15 minutes there lasts a moment here. */
let hasty: Client;
let addresses: Map<RouteEntry, string>;
const heads = new Map<RouteEntry, string>();
beforeAll(async () => {
  world = await startWorld();
  hasty = await listen(world.test.app, { headers: 200, request: 400, idle: 200, silence: 60_000, look: 50 });
  addresses = await addressesOf(world);
  for (const route of world.test.registry) heads.set(route, await headOf(route));
}, 480_000);
afterAll(async () => {
  await hasty.close();
  await world.close();
});
afterEach(() => void jest.useRealTimers());

async function headOf(route: RouteEntry): Promise<string> {
  const cookie = await cookieOf(world.test, insiderOf(route));
  const line = `${route.method} ${addresses.get(route) ?? ''} HTTP/1.1`;
  return [line, 'Host: localhost', `Cookie: ${cookie}`, 'Sec-Fetch-Site: same-origin', ''].join('\r\n');
}

type Connection = Readonly<{ route: RouteEntry; answer: Promise<string> }>;

/** Begins a request and never ends it; the answer is whole when the portal has ended the connection. */
function begin(port: number, route: RouteEntry, rest: string): Connection {
  const { promise, resolve } = Promise.withResolvers<string>();
  let answered = '';
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (part: Buffer) => void (answered += part.toString('latin1')));
  socket.on('error', () => {});
  socket.on('close', () => resolve(answered));
  socket.write(`${heads.get(route) ?? ''}${rest}`);
  return { route, answer: promise };
}

/** Those connections that were answered otherwise than by 408 and an end, each in words. */
async function otherThan408(connections: readonly Connection[]): Promise<string[]> {
  const answers = await Promise.all(connections.map(async ({ route, answer }) => ({ route, text: await answer })));
  return answers.flatMap(({ route, text }) =>
    text.startsWith('HTTP/1.1 408 ') && !text.toLowerCase().includes(`${reachedHeader}:`)
      ? []
      : [`${nameOf(route)}: ${text.slice(0, 80)}`],
  );
}

const forms = () => world.test.registry.filter((route) => isUnsafeRoute(route) && route.policy.upload === undefined);
const uploads = () => world.test.registry.filter(({ policy }) => policy.upload !== undefined);

test('headers that never end are given up on every route, and meanwhile others are answered', async () => {
  const waiting = world.test.registry.map((route) => begin(hasty.port, route, 'X-Slow: '));
  expect((await hasty.ask('/healthz')).status).toBe(200);
  expect(await otherThan408(waiting)).toEqual([]);
}, 300_000);

test('a form of which nothing more comes is given up on every route', async () => {
  const others = [
    'Date',
    'hrtime',
    'nextTick',
    'performance',
    'queueMicrotask',
    'setImmediate',
    'setInterval',
  ] as const;
  jest.useFakeTimers({ doNotFake: [...others, 'clearImmediate', 'clearInterval'] });
  const type = 'Content-Type: application/x-www-form-urlencoded';
  const waiting = forms().map((route) => begin(world.client.port, route, `${type}\r\nContent-Length: 100\r\n\r\na=`));
  let open = waiting.length;
  for (const { answer } of waiting) void answer.then(() => (open -= 1));
  // A minute at a time: whichever of them has been read so far is over then.
  while (open > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    jest.advanceTimersByTime(60_000);
  }
  expect(waiting.length).toBeGreaterThan(50);
  expect(await otherThan408(waiting)).toEqual([]);
}, 300_000);

test('files of which nothing more comes are given up as well, and leave nothing behind', async () => {
  const stored = async () => {
    const found = await readdir(world.test.ctx.filesDir, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  };
  const before = await stored();
  const type = 'Content-Type: multipart/form-data; boundary=x';
  const begun = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7';
  const waiting = uploads().map((route) =>
    begin(hasty.port, route, `${type}\r\nContent-Length: 100000\r\n\r\n${begun}`),
  );
  expect(waiting.length).toBeGreaterThan(3);
  expect(await otherThan408(waiting)).toEqual([]);
  await eventually('what had come to be removed', async () => (await stored()).length <= before.length);
}, 300_000);
