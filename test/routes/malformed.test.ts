import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RouteEntry } from '../../src/http/policy.ts';
import { addressesOf, everyRoute } from './everywhere.ts';
import { insiderOf } from './insiders.ts';
import { cookieOf, type Member } from './members.ts';
import { reachedHeader } from './watching.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let addresses: Map<RouteEntry, string>;
const cookies = new Map<Member, string>();
beforeAll(async () => {
  world = await startWorld();
  addresses = await addressesOf(world);
  for (const route of world.test.registry) {
    const member = insiderOf(route);
    if (!cookies.has(member)) cookies.set(member, await cookieOf(world.test, member));
  }
}, 480_000);
afterAll(() => world.close());

/** Sends bytes as they are and gives everything that is answered until the portal ends the connection. */
async function sendRaw(bytes: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const answered: Buffer[] = [];
  const socket = connect(world.client.port, '127.0.0.1');
  socket.on('data', (part: Buffer) => void answered.push(part));
  // Whoever is refused half-way may see the connection reset.
  socket.on('error', () => {});
  socket.on('close', () => resolve(Buffer.concat(answered).toString('latin1')));
  socket.write(Buffer.from(bytes, 'latin1'));
  return promise;
}

type Parts = Readonly<{ method: string; address: string; cookie: string }>;
type Way = Readonly<{ name: string; bytes: (parts: Parts) => string; refused?: number }>;

const host = 'Host: localhost';
const long = 'x'.repeat(20_000);

/** A request like any other, but for a first line, further headers or a body. */
function request(
  { method, address, cookie }: Parts,
  { line = `${method} ${address} HTTP/1.1`, hosts = host, headers = [] as string[], body = '' },
): string {
  const own = [
    hosts,
    `Cookie: ${cookie}`,
    'Sec-Fetch-Site: same-origin',
    'Content-Type: application/x-www-form-urlencoded',
    'Connection: close',
  ];
  return `${[line, ...own, ...headers].join('\r\n')}\r\n\r\n${body}`;
}

const lines: Readonly<Record<string, (parts: Parts) => string>> = {
  'not HTTP at all': () => '\x16\x03\x01\x02',
  'HTTP/0.9': ({ method, address }) => `${method} ${address}`,
  'HTTP/2 without TLS': () => 'PRI * HTTP/2.0',
  'a version that is none': ({ method, address }) => `${method} ${address} HTTP/9.9`,
  'no method': ({ address }) => ` ${address} HTTP/1.1`,
  'a method in small letters': ({ method, address }) => `${method.toLowerCase()} ${address} HTTP/1.1`,
  'a space in the address': ({ method, address }) => `${method} ${address} x HTTP/1.1`,
  'a NUL in the address': ({ method, address }) => `${method} ${address}\0 HTTP/1.1`,
  'a byte that is no ASCII in the address': ({ method, address }) => `${method} ${address}\xff HTTP/1.1`,
  'a tab between': ({ method, address }) => `${method}\t${address} HTTP/1.1`,
  'an address without its slash': ({ method, address }) => `${method} ${address.slice(1)}x HTTP/1.1`,
};

const hosts: Readonly<Record<string, string>> = {
  'no host': 'X-Nothing: 1',
  'two hosts': `${host}\r\nHost: evil.example`,
  'the same host twice': `${host}\r\n${host}`,
  'an empty host': 'Host:',
  'a host with a path': 'Host: localhost/../evil',
  'a host with a user': 'Host: a@evil.example',
};

const headers: Readonly<Record<string, string>> = {
  'a NUL in a header': 'X: a\0b',
  'a lone CR in a header': 'X: a\rb',
  'a lone LF in a header': 'X: a\nb',
  'a space before the colon': 'X : a',
  'a folded header': 'X: a\r\n b',
  'a header without a colon': 'nonsense',
  'a header without a name': ': a',
  'a header named in Russian': 'Имя: a',
};

/** Ways to say twice or falsely where a body ends: two readers in a row could split the stream differently. */
const framings: Readonly<Record<string, readonly [headers: string, body: string]>> = {
  'a length and chunks': ['Content-Length: 5\r\nTransfer-Encoding: chunked', '0\r\n\r\n'],
  'chunks and a length': ['Transfer-Encoding: chunked\r\nContent-Length: 5', '0\r\n\r\n'],
  'two lengths': ['Content-Length: 5\r\nContent-Length: 6', 'abcde'],
  'a list of lengths': ['Content-Length: 5, 5', 'abcde'],
  'a length with a sign': ['Content-Length: +5', 'abcde'],
  'a length below nothing': ['Content-Length: -1', ''],
  'a length in hexadecimal': ['Content-Length: 0x5', 'abcde'],
  'a length beyond all numbers': ['Content-Length: 99999999999999999999999', ''],
  'a coding of no name': ['Transfer-Encoding: xchunked', '0\r\n\r\n'],
  'a coding after the chunks': ['Transfer-Encoding: chunked, identity', '0\r\n\r\n'],
  'a coding before the chunks': ['Transfer-Encoding: gzip, chunked', '0\r\n\r\n'],
  'chunks of chunks': ['Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', '0\r\n\r\n'],
  'a coding behind a control character': ['Transfer-Encoding: \x0bchunked', '0\r\n\r\n'],
  'a space behind the name of the coding': ['Transfer-Encoding : chunked', '0\r\n\r\n'],
};

const get = ({ address }: Parts) => `GET ${address} HTTP/1.1\r\n${host}\r\n\r\n`;

const ways: readonly Way[] = [
  ...Object.entries(lines).map(([name, line]) => ({
    name,
    bytes: (parts: Parts) => request(parts, { line: line(parts) }),
  })),
  ...Object.entries(hosts).map(([name, given]) => ({
    name,
    bytes: (parts: Parts) => request(parts, { hosts: given }),
  })),
  ...Object.entries(headers).map(([name, header]) => ({
    name,
    bytes: (parts: Parts) => request(parts, { headers: [Buffer.from(header).toString('latin1')] }),
  })),
  // Behind each stands a second request, which somebody who read the first otherwise would take for one.
  ...Object.entries(framings).map(([name, [header, body]]) => ({
    name,
    bytes: (parts: Parts) => `${request(parts, { headers: [header], body })}${get(parts)}`,
  })),
  {
    name: 'chunks in HTTP/1.0',
    bytes: (parts) =>
      request(parts, {
        line: `${parts.method} ${parts.address} HTTP/1.0`,
        headers: ['Transfer-Encoding: chunked'],
        body: '0\r\n\r\n',
      }),
  },
  { name: 'bare line feeds', bytes: (parts) => request(parts, {}).replaceAll('\r\n', '\n') },
  { name: 'a header that is too long', bytes: (parts) => request(parts, { headers: [`X: ${long}`] }), refused: 431 },
  {
    name: 'too many headers',
    bytes: (parts) => request(parts, { headers: Array.from({ length: 3000 }, () => 'X: a') }),
    refused: 431,
  },
  {
    name: 'an address that is too long',
    bytes: (parts) => request(parts, { line: `${parts.method} ${parts.address}?${long} HTTP/1.1` }),
    refused: 431,
  },
  {
    name: 'an expectation of no name',
    bytes: (parts) => request(parts, { headers: ['Expect: nonsense'] }),
    refused: 417,
  },
];

test('a request that breaks the rules of HTTP is refused on every route, and no handler learns of it', async () => {
  const wrong = await everyRoute(world.test.registry, ways, async (route, { name, bytes, refused = 400 }) => {
    const cookie = cookies.get(insiderOf(route)) ?? '';
    const answer = await sendRaw(bytes({ method: route.method, address: addresses.get(route) ?? '', cookie }));
    if (answer.toLowerCase().includes(`${reachedHeader}:`)) return `${name}: the handler was reached`;
    const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status));
    return statuses.length === 1 && statuses[0] === refused ? null : `${name}: ${statuses.join(', ') || 'nothing'}`;
  });
  expect(wrong).toEqual([]);
}, 600_000);
