import { day } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf, type Browser, type CastName } from '../support/cast.ts';
import { parse, textOf } from '../support/html.ts';
import { behindProxy } from '../sign-in/steps.ts';

/** The app on a day before which lies whatever the demo's past holds. */
export async function startToday(): Promise<TestApp> {
  const site = await startApp(behindProxy);
  site.clock.advance(day);
  return site;
}

/** The filter that shows this day only. */
export const today = 'from=21.11.2026';

/** The rows of a page of the journal: what a person reads, cell by cell. */
export async function rows(browser: Browser, query = today): Promise<string[][]> {
  const page = parse((await browser.get(`/journal?${query}`)).text);
  const found = page('#journal-list tbody tr').toArray();
  return found.map((row) =>
    page(row)
      .find('td')
      .toArray()
      .map((cell) => textOf(page.html(cell))),
  );
}

type Act = Parameters<TestApp['ctx']['audit']['record']>[0];

/** Writes an act on somebody's data into the journal: their own unless it says whose. */
export async function record(site: TestApp, name: CastName, act: Omit<Act, 'personId'>): Promise<void> {
  const { id } = await personOf(site, name);
  await site.ctx.audit.record({ actorId: id, ...act, personId: id });
}
