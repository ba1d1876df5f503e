import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { TestSite } from '../../support/browser.ts';
import { walkers, type Walker } from '../../support/every-route.ts';
import { filledSite } from '../filled-site.ts';
import { pageOf } from '../pages/page-of.ts';
import { lookAtAll } from './every-look.ts';
import { atMost, figure, type Figure } from './figures.ts';
import { allLooks } from './looks.ts';
import { modes } from './modes.ts';
import { runTests, type Ordinary } from './ordinary.ts';
import { feelOf, type Feel } from './slow-line.ts';
import { weightFigures } from './weights.ts';

type Say = (line: string) => void;

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

/** The slow line, the product of all pages and all modes, and the ordinary tests, as figures for the seven goals. */
export async function runEverything(say: Say): Promise<Outcome> {
  const site = await filledSite();
  const seen = await look(site, say).finally(site.close);
  say('the ordinary tests, in every mode');
  const { files } = await runTests([], { everyMode: true });
  return { ...seen, figures: [...seen.figures, ...testFigures(files, seen.version)].sort((a, b) => a.goal - b.goal) };
}

async function look(site: TestSite, say: Say) {
  const feels: Feel[] = [];
  for (const [walker, address] of firstVisits) feels.push(await feelOf(site, walker, address));
  for (const { address, usable, shift, blocking } of feels) say(`${address}: ${[usable, shift, blocking].join(', ')}`);
  const { looks, pages, routes } = await allLooks(site);
  say(`${looks.length} looks of ${pages} pages on ${routes} routes`);
  const heavy = looks.flatMap(({ visit, findings }) => findings.map((one) => `${visit.address}: ${one}`));
  const found = await lookAtAll(site, looks, say);
  const most = (of: (feel: Feel) => number) => Math.max(...feels.map(of));
  const none = (goal: 1 | 2 | 5, what: string) => {
    const count = found.filter((one) => one.goal === goal).length;
    return figure(goal, what, '0', count, count === 0);
  };
  const [usable, shift, blocking] = [
    most((feel) => feel.usable),
    most((feel) => feel.shift),
    most((feel) => feel.blocking),
  ];
  const figures = [
    none(1, 'violations found by axe and html-validate'),
    none(2, 'sideways scrolling and texts cut off'),
    ...weightFigures(looks, await laterRequests(site)),
    atMost(4, 'usable after, 6× slower CPU, 400 kbit/s, 400 ms', usable / 1000, 2, 's'),
    atMost(4, 'layout shift', shift, 0.02),
    atMost(4, 'blocking of the main thread after the first paint', blocking, 50, 'ms'),
    none(5, 'focus not shown, covered, or a target under 24 px'),
  ];
  const note = `Goals 1, 2 and 5: ${pages} answers of ${routes} routes to ${walkers.length} people; the ${looks.length} that differ in what they are made of, in ${modes.length + 2} ways each.`;
  const findings = [...heavy, ...found.map(({ words }) => words)];
  return { figures, findings, feels, note, version: site.browser.version().split('.')[0] ?? '' };
}

/** What the tests that npm test runs have proved; the walks looked in every mode. */
function testFigures(files: Ordinary, version: string): Figure[] {
  return [
    passed(1, 'the same of steps in the midst and refused forms', files, ['access', 'refusals', 'settings']),
    passed(1, 'a bad page is caught', files, ['inspection']),
    passed(1, 'no route is left out', files, ['every-page-citizens', 'every-page-staff']),
    passed(5, 'journeys by keyboard alone', files, ['keyboard']),
    passed(5, `transcripts of a screen reader (${transcripts()} files)`, files, ['transcripts']),
    passed(6, `the main job in Chromium ${version}`, files, ['access']),
    passed(6, 'the main job without scripts', files, ['access-without-scripts']),
    passed(6, 'the main job in Chromium 109', files, ['chromium-109']),
    passed(7, 'nothing personal comes back after the exit', files, ['leaving']),
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

function passed(goal: number, what: string, files: Ordinary, names: readonly string[]): Figure {
  const ends = names.map((name) => files.get(name) ?? { passed: 0, failed: 1 });
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const [good, bad] = [sum(ends.map((end) => end.passed)), sum(ends.map((end) => end.failed))];
  return figure(goal, what, 'all pass', `${good} of ${good + bad}`, bad === 0 && good > 0);
}

function transcripts(): number {
  return readdirSync(path.join(import.meta.dirname, '../transcripts')).length;
}
