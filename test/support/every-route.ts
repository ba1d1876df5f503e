import type { RouteEntry } from '../../src/http/policy.ts';
import type { StaffRole } from '../../src/platform/values/actor.ts';
import type { TestApp } from './app.ts';
import { cast, openSession, visitor, type Browser, type CastName } from './cast.ts';
import { parse } from './html.ts';
import { assign, matcher } from './route-addresses.ts';

/** Somebody who looks round the portal: nobody signed in, one of the cast, or two of them in the cabinet of ООО «Ромашка». */
export type Walker = 'guest' | CastName | 'anna@romashka' | 'boris@romashka';

export const walkers: readonly Walker[] = [
  'guest',
  ...(Object.keys(cast) as CastName[]),
  'anna@romashka',
  'boris@romashka',
];

/** What an address answered to somebody. `bytes` is the size of the body as it was sent, compressed. */
export type Visit = Readonly<{
  walker: Walker;
  route: RouteEntry;
  address: string;
  status: number;
  kind: 'page' | 'file' | 'redirect' | 'refusal';
  html: string;
  bytes: number;
  /** The page that the address was found on; null where the registry itself named it, 'put together' from others. */
  from: string | null;
}>;

/** More of one kind show nothing new: records of a route, addresses of another that differ in the query, files. */
const most = { records: 16, queries: 6, files: 2 };

/**
 * Visits every GET route of the registry that is open to somebody: begins with the addresses without parameters, follows every
 * link of ours, and puts parameters seen in one address into the routes that nothing led to. A new route is found without a word.
 */
export async function everyRoute(test: TestApp, walker: Walker): Promise<Visit[]> {
  const browser = await enter(test, walker);
  const routes = test.registry.filter((route) => route.method === 'GET' && mayAsk(walker, route));
  const match = matcher(routes);
  const visits: Visit[] = [];
  const asked = new Set<string>();

  async function walk(beginning: readonly string[], from: string | null): Promise<void> {
    const waiting = beginning.map((address) => ({ address, from }));
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { address } = next;
      const route = match(address);
      if (route === null || asked.has(address) || tooMany(visits, route, next.from)) continue;
      asked.add(address);
      const visit = await ask(browser, { walker, route, address, from: next.from });
      visits.push(visit);
      waiting.push(...linksOf(visit).map((link) => ({ address: link, from: address })));
    }
  }

  await walk(
    routes.map(({ path }) => path).filter((path) => !path.includes(':')),
    null,
  );
  for (const route of routes.filter((one) => !visits.some((visit) => visit.route === one))) {
    for (const address of assign(
      route.path,
      visits.map((visit) => visit.address),
      match,
    ))
      await walk([address], 'put together');
  }
  return visits;
}

async function enter(test: TestApp, walker: Walker): Promise<Browser> {
  return visitor(test)
    .set('Cookie', await cookieOf(test, walker))
    .set('Accept', 'text/html')
    .set('Accept-Encoding', 'gzip');
}

/** The cookie of a new session; '' for nobody. */
export async function cookieOf(test: Pick<TestApp, 'ctx'>, walker: Walker): Promise<string> {
  if (walker === 'guest') return '';
  const [name, organisation] = walker.split('@') as [CastName, string?];
  return openSession(test, name, organisation === undefined ? {} : { organisation: true });
}

/** By role alone: level, rights and ownership are for the answer to tell. */
function mayAsk(walker: Walker, { policy: { who } }: RouteEntry): boolean {
  if (who === 'anyone') return true;
  if (who === 'guest' || walker === 'guest') return who === walker;
  const roles: readonly StaffRole[] = cast[(walker.split('@')[0] ?? '') as CastName].roles;
  return who === 'person' || who.some((role) => roles.includes(role));
}

async function ask(browser: Browser, about: Pick<Visit, 'walker' | 'route' | 'address' | 'from'>): Promise<Visit> {
  const { status, headers, text } = await browser.get(about.address);
  const isPage = String(headers['content-type']).startsWith('text/html');
  const kind = status >= 400 ? 'refusal' : status >= 300 ? 'redirect' : isPage ? 'page' : 'file';
  const html = kind === 'page' || kind === 'refusal' ? text : kind === 'redirect' ? (headers['location'] ?? '') : '';
  return { ...about, status, kind, html, bytes: Number(headers['content-length'] ?? 0) };
}

/** Addresses of ours that a page leads to; files for downloading are asked for, too. */
function linksOf({ kind, html, address }: Visit): string[] {
  const hrefs =
    kind === 'redirect'
      ? [html]
      : kind === 'page'
        ? parse(html)('a[href]')
            .get()
            .map((link) => link.attribs['href'] ?? '')
        : [];
  return hrefs
    .map((href) => new URL(href, `http://portal.test${address}`))
    .filter(({ origin }) => origin === 'http://portal.test')
    .map(({ pathname, search }) => pathname + search);
}

function tooMany(visits: readonly Visit[], route: RouteEntry, from: string | null): boolean {
  const seen = visits.filter((visit) => visit.route === route);
  if (from === null) return false;
  if (seen.filter(({ kind }) => kind === 'file').length >= most.files) return true;
  return seen.length >= (route.path.includes(':') ? most.records : most.queries);
}
