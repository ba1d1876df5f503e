import type { TestSite } from '../../support/browser.ts';
import { everyRoute, walkers, type Visit } from '../../support/every-route.ts';
import { isList, weigh, weightFindings, type Weight } from '../pages/budgets.ts';
import { kindsOf } from '../pages/markup.ts';

export type Look = Readonly<{
  visit: Visit;
  weight: Weight;
  list: boolean;
  fragments: boolean;
  findings: readonly string[];
}>;

/** The pages that differ in what they are made of, by whoever sees them, each with its weight. */
export async function allLooks(site: TestSite): Promise<{ looks: Look[]; pages: number; routes: number }> {
  const seen = new Map<string, Set<string>>();
  const looks: Look[] = [];
  const routes = new Set<string>();
  let pages = 0;
  for (const walker of walkers) {
    for (const visit of await everyRoute(site.test, walker)) {
      if (visit.kind !== 'page' && visit.kind !== 'refusal') continue;
      pages += 1;
      routes.add(visit.route.path);
      const place = `${visit.route.path} ${visit.status}`;
      const known = seen.get(place) ?? new Set();
      const kinds = kindsOf(visit.html);
      seen.set(place, known.union(kinds));
      if (!kinds.isSubsetOf(known)) looks.push(lookOf(visit, sizes(site)));
    }
  }
  return { looks, pages, routes: routes.size };
}

function lookOf(visit: Visit, sizeOf: (address: string) => number): Look {
  return {
    visit,
    weight: weigh(visit, sizeOf),
    list: isList(visit),
    fragments: visit.html.includes('/htmx.min.'),
    findings: weightFindings(visit, sizeOf),
  };
}

function sizes({ test }: TestSite): (address: string) => number {
  return (address) => {
    const file = test.ctx.statics.find(address);
    return (file?.gzipped ?? file?.bytes ?? Buffer.alloc(0)).length;
  };
}
