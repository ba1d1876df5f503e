import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RouteEntry } from '../../src/http/policy.ts';
import type { Answer, Asking } from './client.ts';
import { addressesOf, everyRoute } from './everywhere.ts';
import { insiderOf, isUnsafeRoute } from './insiders.ts';
import { nameOf } from './matrix.ts';
import { cookieOf } from './members.ts';
import { reachedHeader } from './watching.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let routes: readonly RouteEntry[];
let addresses: Map<RouteEntry, string>;
const wrongHeaders: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  routes = world.test.registry;
  addresses = await addressesOf(world);
}, 480_000);
afterAll(() => world.close());

const ours = { 'Sec-Fetch-Site': 'same-origin' };
const form = 'application/x-www-form-urlencoded';

/** Asks as somebody who may; the headers of every answer are looked at, too. */
async function ask(route: RouteEntry, asking: Asking, address = addresses.get(route) ?? ''): Promise<Answer> {
  const cookie = await cookieOf(world.test, insiderOf(route));
  const headers = { ...(cookie !== '' && { cookie }), Accept: 'text/html', ...asking.headers };
  const answer = await world.client.ask(address, { method: route.method, ...asking, headers });
  const missing = headersMissing(answer, insiderOf(route) === 'anonymous');
  if (missing.length > 0)
    wrongHeaders.push(`${asking.method ?? nameOf(route)} ${answer.status}: ${missing.join(', ')}`);
  return answer;
}

/** What stands for everybody may come back with the Back button; what is somebody's own is never kept. */
function headersMissing({ headers }: Answer, isOpen: boolean): string[] {
  const wanted: Readonly<Record<string, RegExp>> = {
    'content-security-policy': /^default-src 'none';.*frame-ancestors 'none'/,
    'x-content-type-options': /^nosniff$/,
    'x-frame-options': /^DENY$/,
    'referrer-policy': /^same-origin$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'permissions-policy': /camera=\(\)/,
    'cache-control': isOpen ? /^(?:no-store|private, no-cache)$/ : /^no-store$/,
  };
  const missing = Object.entries(wanted).flatMap(([name, right]) => (right.test(String(headers[name])) ? [] : [name]));
  return headers['x-powered-by'] === undefined ? missing : [...missing, 'x-powered-by'];
}

describe('a form that another site sends', () => {
  const origin = 'http://localhost:3000';
  const ways: readonly Readonly<Record<string, string>>[] = [
    {},
    { Origin: 'null' },
    { Origin: 'https://evil.example' },
    { Origin: `${origin}.evil.example` },
    { Origin: 'https://localhost:3000' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: origin },
    { 'Sec-Fetch-Site': 'cross-site', Origin: origin },
    { 'Content-Type': 'text/plain' },
    { 'Content-Type': 'application/json' },
    { 'Content-Type': 'multipart/form-data; boundary=x' },
  ];

  test('reaches no handler, wherever it is sent', async () => {
    const wrong = await everyRoute(routes.filter(isUnsafeRoute), ways, async (route, headers) => {
      const {
        status,
        text,
        headers: given,
      } = await ask(route, {
        headers: { 'Content-Type': form, ...headers },
        body: 'revision=1&_csrf=0',
      });
      if (given[reachedHeader] !== undefined) return 'the handler was reached';
      return status === 403 && text.includes('HTTP-CSRF') ? null : `${status}`;
    });
    expect(wrong).toEqual([]);
  }, 480_000);

  test('is not helped by the token of another session', async () => {
    const page = await world.client.ask('/documents/new', { headers: { cookie: await cookieOf(world.test, 'vera') } });
    const token = /name="_csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    expect(token).not.toBe('');
    const wrong = await everyRoute(routes.filter(isUnsafeRoute), ['body', 'address'], async (route, where) => {
      const address = addresses.get(route) ?? '';
      const { status, headers } = await ask(
        route,
        { headers: { 'Content-Type': form }, body: where === 'body' ? `_csrf=${token}` : '' },
        where === 'address' ? `${address}?_csrf=${token}` : address,
      );
      return status === 403 && headers[reachedHeader] === undefined ? null : `${status}`;
    });
    expect(wrong).toEqual([]);
  }, 300_000);
});

describe('an address that cannot be one', () => {
  // prettier-ignore
  const values = ['%00', '..%2F..%2Fetc%2Fpasswd', '%E0%A4%A', '%27%20or%201%3D1--', '%3Cscript%3E', 'x'.repeat(3000), '0', '-', '%D0%B9',
    '%0D%0ASet-Cookie%3A%20a%3Db', 'constructor', '__proto__', '00000000-0000-0000-0000-00000000000g', '44-2026-000001-1%00', '%F0%9F%98%80'];

  test('is not found, whatever stands in it', async () => {
    const named = routes.filter(({ path }) => path.includes(':'));
    const wrong = await everyRoute(named, values, async (route, value) => {
      const address = route.path.replaceAll(/:\w+/g, value);
      const { status, headers, text } = await ask(
        route,
        { headers: { ...ours, 'Content-Type': form }, body: '' },
        address,
      );
      if (String(headers['set-cookie']).includes('a=b') || text.includes('<script>')) return 'it came through';
      return status === 404 || (status === 400 && value.includes('%E0%A4%A')) ? null : `${status}`;
    });
    expect(wrong).toEqual([]);
  }, 480_000);
});

describe('a method that a page does not have', () => {
  test('finds nothing and is told nothing', async () => {
    const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'GET', 'POST'];
    const declared = new Set(routes.map(({ method, path }) => `${method} ${path}`));
    const wrong = await everyRoute(routes, methods, async (route, method) => {
      if (declared.has(`${method} ${route.path}`)) return null;
      const { status, headers } = await ask(route, { method, headers: ours });
      if (headers['allow'] !== undefined) return 'it says what is allowed';
      return status === 404 ? null : `${status}`;
    });
    expect(wrong).toEqual([]);
  }, 480_000);

  test('HEAD answers as GET does, without the page', async () => {
    const pages = routes.filter((route) => !isUnsafeRoute(route));
    const wrong = await everyRoute(pages, ['HEAD'], async (route, method) => {
      const [whole, head] = [await ask(route, { headers: ours }), await ask(route, { method, headers: ours })];
      return head.status === whole.status && head.text === '' ? null : `${whole.status}, ${head.status}`;
    });
    expect(wrong).toEqual([]);
  }, 300_000);
});

describe('a body that is none of ours', () => {
  const multipart = (name: string, content: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a.pdf"\r\n\r\n${content}\r\n--x--\r\n`;
  const large = `a=${'я'.repeat(60_000)}`;
  const many = Array.from({ length: 1500 }, (_, at) => `a${at}=1`).join('&');
  const strange =
    '__proto__[x]=1&__proto__=1&constructor[prototype][x]=1&toString=1&a[b][c]=1&revision=1&revision=2&do=%00&reason=%ff';
  type Way = Readonly<{ type: string; body: string; encoding?: string; refused?: number }>;
  const ways: readonly Way[] = [
    { type: form, body: large, refused: 413 },
    { type: form, body: many, refused: 413 },
    { type: form, body: strange },
    { type: form, body: '%' },
    { type: form, body: '\0' },
    { type: form, body: 'revision=99999999999999999999999999' },
    { type: form, body: `reason=e${'́'.repeat(500)}` },
    { type: form, body: 'revision=1', encoding: 'gzip', refused: 415 },
    { type: `${form}; charset=utf-7`, body: 'revision=1', refused: 415 },
    { type: 'application/json', body: '{"revision":1,"__proto__":{"x":1}}' },
    { type: 'application/xml', body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' },
    { type: 'text/plain', body: 'revision=1' },
    { type: 'nonsense', body: 'revision=1' },
    { type: '', body: 'revision=1' },
  ];
  const files: readonly Way[] = [
    { type: 'multipart/form-data', body: multipart('file', 'x') },
    { type: 'multipart/form-data; boundary=x', body: '' },
    { type: 'multipart/form-data; boundary=x', body: '--x\r\nnonsense' },
    { type: 'multipart/form-data; boundary=x', body: multipart('a[b][c]', '%PDF-1.7') },
    { type: 'multipart/form-data; boundary=x', body: multipart('__proto__', '%PDF-1.7') },
    { type: 'multipart/form-data; boundary=x', body: multipart('file', '<html><script>alert(1)</script>') },
    { type: 'multipart/form-data; boundary=x', body: multipart(`n${'x'.repeat(2000)}`, 'x') },
  ];

  test('is refused, or read as a form with nothing in it; never does anything break', async () => {
    const wrong = await everyRoute(routes.filter(isUnsafeRoute), [...ways, ...files], async (route, way) => {
      const { type, body, encoding, refused } = way;
      const { status } = await ask(route, {
        headers: { ...ours, ...(type && { 'Content-Type': type }), ...(encoding && { 'Content-Encoding': encoding }) },
        body,
      });
      if (refused !== undefined) return status === refused ? null : `${status} instead of ${refused}`;
      if (files.includes(way) && route.policy.upload === undefined) return status === 415 ? null : `${status}, not 415`;
      return status < 500 ? null : `${status}`;
    });
    expect(wrong).toEqual([]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  }, 600_000);
});

test('every one of these answers had all headers that protect it', () => {
  // Files are shown in a sandbox, without the policy of pages.
  expect([...new Set(wrongHeaders)]).toEqual([]);
});
