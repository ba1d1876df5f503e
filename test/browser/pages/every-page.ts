import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RouteEntry } from '../../../src/http/policy.ts';
import { axeFindings, htmlFindings, layoutFindings } from '../../support/access.ts';
import { startSite, type TestSite } from '../../support/browser.ts';
import { seedDemoCases } from '../../support/demo-cases.ts';
import { everyRoute, type Visit, type Walker } from '../../support/every-route.ts';
import { leadsBack, onTheWay } from './on-the-way.ts';
import { pageOf } from './page-of.ts';
import { weightFindings } from './budgets.ts';
import { focusFindings } from './focus.ts';
import { kindsOf, markupFindings, titleFindings } from './markup.ts';

/**
 * Looks at every page that the registry knows, as these people see it. What is cheap is asked of each page; a browser looks
 * at those that have an element of a kind which nobody has been shown by that route before. `mine` says which routes these
 * people must have seen in the end.
 */
export function inspectEveryPage(people: readonly Walker[], mine: (route: RouteEntry) => boolean): void {
  let site: TestSite;
  const answered = new Set<RouteEntry>();
  const seen = new Map<string, Set<string>>();

  beforeAll(async () => {
    site = await startSite();
    await seedDemoCases(site.test);
    await site.test.worker.drain();
  }, 120_000);
  afterAll(async () => site.close());

  test.each(people)(
    'every page that %s may see',
    async (walker) => {
      const visits = await everyRoute(site.test, walker);
      for (const { kind, route } of visits) if (kind === 'page' || kind === 'file') answered.add(route);
      const pages = visits.filter(({ kind }) => kind === 'page');
      const dead = visits.filter(({ kind, from }) => kind === 'refusal' && from !== null && from !== 'put together');
      expect(pages.length).toBeGreaterThan(10);
      const findings = [
        ...dead.map(({ from, address, status }) => `${from} leads to ${address}, which answers ${status}`),
        ...titleFindings(pages),
        ...pages.flatMap((visit) => told(visit, [...markupFindings(visit), ...weightFindings(visit, sizeOf)])),
        ...(await lookAt(walker, newLooks([...pages, ...visits.filter(({ kind }) => kind === 'refusal')]))),
      ];
      expect(findings).toEqual([]);
    },
    300_000,
  );

  test('no route is left out', () => {
    const routes = site.test.registry.filter((route) => route.method === 'GET' && mine(route));
    const unseen = routes.filter((route) => !answered.has(route) && !leadsBack(route)).map(({ path }) => path);
    expect(unseen.filter((path) => !onTheWay.has(path))).toEqual([]);
  });

  function newLooks(visits: readonly Visit[]): Visit[] {
    return visits.filter(({ route, status, html }) => {
      const place = `${route.path} ${status}`;
      const known = seen.get(place) ?? new Set();
      const kinds = kindsOf(html);
      seen.set(place, known.union(kinds));
      return !kinds.isSubsetOf(known);
    });
  }

  async function lookAt(walker: Walker, visits: readonly Visit[]): Promise<string[]> {
    const page = await pageOf(site, walker);
    const findings: string[] = [];
    for (const visit of visits) {
      await page.goto(visit.address);
      findings.push(
        ...told(visit, [
          ...(await htmlFindings(visit.html)),
          ...(await axeFindings(page)),
          ...(await focusFindings(page)),
          ...(await layoutFindings(page)),
        ]),
      );
    }
    await page.context().close();
    return findings;
  }

  function sizeOf(address: string): number {
    const file = site.test.ctx.statics.find(address);
    if (file === undefined) throw new Error(`${address} is not served`);
    return (file.gzipped ?? file.bytes).length;
  }
}

function told({ address }: Visit, findings: readonly string[]): string[] {
  return findings.map((finding) => `${address}: ${finding}`);
}
