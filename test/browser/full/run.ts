import { readdirSync } from 'node:fs';
import path from 'node:path';
import { startSite, type TestSite } from '../../support/browser.ts';
import { seedDemoCases } from '../../support/demo-cases.ts';
import type { Walker } from '../../support/every-route.ts';
import { budgets } from '../pages/budgets.ts';
import { pageOf } from '../pages/page-of.ts';
import { atMost, figure, type Figure } from './figures.ts';
import { allLooks, type Look } from './looks.ts';
import { lookIn, modes } from './modes.ts';
import { runTests, type Ordinary } from './ordinary.ts';
import { feelOf, type Feel } from './slow-line.ts';

export type Outcome = Readonly<{
  figures: readonly Figure[];
  findings: readonly string[];
  feels: readonly Feel[];
  note: string;
}>;

/** First visits that are measured on a slow line. */
const firstVisits: readonly (readonly [Walker, string])[] = [
  ['guest', '/'],
  ['guest', '/login'],
  ['guest', '/services/archive-reference'],
  ['anna', '/cabinet'],
  ['anna', '/applications'],
  ['anna', '/documents/new'],
  ['sergey', '/staff/applications'],
];

/** The product of all pages and all modes, the slow line and the ordinary tests, as figures for the seven goals. */
export async function runEverything(say: (line: string) => void): Promise<Outcome> {
  say('the ordinary tests');
  const { files } = await runTests([]);
  const site = await startSite();
  try {
    await seedDemoCases(site.test);
    await site.test.worker.drain();
    const { looks, pages, routes } = await allLooks(site);
    say(`${looks.length} looks of ${pages} pages on ${routes} routes`);
    const findings: string[] = looks.flatMap(({ visit, findings: heavy }) =>
      heavy.map((one) => `${visit.address}: ${one}`),
    );
    const counts = { 1: 0, 2: 0, 5: 0 };
    for (const mode of modes) {
      const found = await lookIn(site, mode, looks);
      counts[mode.goal] += found.length;
      findings.push(...found);
      say(`${mode.name}: ${found.length}`);
    }
    const feels: Feel[] = [];
    for (const [walker, address] of firstVisits) feels.push(await feelOf(site, walker, address));
    const later = await laterRequests(site);
    const figures = [
      figure(1, 'violations found by axe and html-validate', '0', counts[1], counts[1] === 0),
      figure(2, 'sideways scrolling and texts cut off', '0', counts[2], counts[2] === 0),
      ...weights(looks, later),
      atMost(
        4,
        'usable after, 6× slower CPU, 400 kbit/s, 400 ms',
        Math.max(...feels.map(({ usable }) => usable)) / 1000,
        2,
        's',
      ),
      atMost(4, 'layout shift', Math.max(...feels.map(({ shift }) => shift)), 0.02),
      atMost(4, 'blocking of the main thread', Math.max(...feels.map(({ blocking }) => blocking)), 50, 'ms'),
      figure(5, 'focus not shown, covered, or a target under 24 px', '0', counts[5], counts[5] === 0),
      passed(5, 'journeys by keyboard alone', files, 'keyboard'),
      passed(5, `transcripts of a screen reader (${transcripts()} files)`, files, 'transcripts'),
      passed(6, `the main job in Chromium ${site.browser.version().split('.')[0]}`, files, 'access'),
      passed(6, 'the main job without scripts', files, 'access-without-scripts'),
      passed(6, 'the main job in Chromium 109', files, 'chromium-109'),
      passed(7, 'nothing personal comes back after the exit', files, 'leaving'),
    ];
    const [counted, ways] = [looks.length.toLocaleString('en'), modes.length];
    const note = `Goals 1 and 2: ${pages} pages on ${routes} routes, seen by 13 people; the ${counted} that differ in what they are made of, in ${ways} modes each.`;
    return { figures, findings, feels, note };
  } finally {
    await site.close();
  }
}

function weights(looks: readonly Look[], later: number): Figure[] {
  // The page of samples is for builders of pages and has no bounds.
  const pages = looks.filter(({ visit }) => visit.route.path !== '/demo/components');
  const most = (of: readonly Look[], part: (look: Look) => number) => Math.max(0, ...of.map(part));
  const [forms, lists] = [pages.filter(({ list }) => !list), pages.filter(({ list }) => list)];
  const [plain, live] = [forms.filter(({ fragments }) => !fragments), pages.filter(({ fragments }) => fragments)];
  return [
    atMost(
      3,
      'HTML of a page',
      most(forms, ({ weight }) => weight.html),
      budgets.html,
      'bytes',
    ),
    atMost(
      3,
      'HTML of a list',
      most(lists, ({ weight }) => weight.html),
      budgets.list,
      'bytes',
    ),
    atMost(
      3,
      'style sheet',
      most(pages, ({ weight }) => weight.css),
      budgets.css,
      'bytes',
    ),
    atMost(
      3,
      'own script',
      most(pages, ({ weight }) => weight.script),
      budgets.script,
      'bytes',
    ),
    atMost(
      3,
      'first load of a form',
      most(plain, ({ weight }) => weight.total),
      budgets.form.bytes,
      'bytes',
    ),
    atMost(
      3,
      'requests for it',
      most(plain, ({ weight }) => weight.requests),
      budgets.form.requests,
    ),
    atMost(
      3,
      'first load of a page with parts',
      most(live, ({ weight }) => weight.total),
      budgets.fragments.bytes,
      'bytes',
    ),
    atMost(
      3,
      'requests for it',
      most(live, ({ weight }) => weight.requests),
      budgets.fragments.requests,
    ),
    atMost(3, 'requests for a later page', later, 1),
  ];
}

/** What the network is asked for when a second page is opened. */
async function laterRequests(site: TestSite): Promise<number> {
  const page = await pageOf(site, 'guest');
  await page.goto('/services');
  await page.goto('/check');
  const asked = await page.evaluate<number>(
    "performance.getEntriesByType('resource').filter(({ transferSize }) => transferSize > 0).length",
  );
  await page.context().close();
  return 1 + asked;
}

function passed(goal: number, what: string, files: Ordinary, file: string): Figure {
  const { passed: good, failed } = files.get(file) ?? { passed: 0, failed: 1 };
  return figure(goal, what, 'all pass', `${good} of ${good + failed}`, failed === 0 && good > 0);
}

function transcripts(): number {
  return readdirSync(path.join(import.meta.dirname, '../transcripts')).length;
}
