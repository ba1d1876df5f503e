import { afterAll, beforeAll } from '@jest/globals';
import { cast, demoPassword, type CastName } from '../../src/features/demo/cast.ts';
import { signIn } from '../journey/steps/sign-in.ts';
import type { TestAppOptions } from '../support/app.ts';
import { startSite, type TestSite } from '../support/browser.ts';
import { launchChromium } from '../support/chromium.ts';
import { inspector, type Inspector, type Notebook } from './inspection.ts';

/** A site for the tests of one file, and people at it who look at everything. */
export type InspectedSite = Readonly<{
  site(): TestSite;
  guest(notebook: Notebook, options?: Readonly<{ scripts: boolean }>): Promise<Inspector>;
  /** A member of the cast, signed in. */
  enter(name: CastName, notebook: Notebook): Promise<Inspector>;
}>;

/** Starts a site before the tests of the file and stops it after them. */
export function inspectedSite(options: TestAppOptions = {}): InspectedSite {
  let started: TestSite | undefined;
  beforeAll(async () => {
    started = await startSite(launchChromium, options);
  }, 60_000);
  afterAll(async () => started?.close());

  function site(): TestSite {
    if (started === undefined) throw new Error('the site runs only inside tests');
    return started;
  }

  async function guest(notebook: Notebook, { scripts } = { scripts: true }): Promise<Inspector> {
    return inspector(await (await site().newContext({ javaScriptEnabled: scripts })).newPage(), notebook, scripts);
  }

  async function enter(name: CastName, notebook: Notebook): Promise<Inspector> {
    const somebody = await guest(notebook);
    await signIn(site().origin, somebody.visitor, { phone: cast[name].phone, password: demoPassword });
    await somebody.page.waitForURL((url) => !url.pathname.startsWith('/login'));
    return somebody;
  }

  return { site, guest, enter };
}
