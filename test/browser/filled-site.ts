import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSite, type TestSite } from '../support/browser.ts';
import { seedDemoCases } from '../support/demo-cases.ts';
import { makeTemplate } from '../support/template.ts';

/** Starts the portal with everything that the demo has, for commands: its data are made anew and go when it is closed. */
export async function filledSite(): Promise<TestSite> {
  const dir = await mkdtemp(path.join(tmpdir(), 'kabinet-test-'));
  process.env['KABINET_TEST_DIR'] = dir;
  await makeTemplate(path.join(dir, 'template'));
  const site = await startSite();
  await seedDemoCases(site.test);
  await site.test.worker.drain();
  return {
    ...site,
    async close() {
      await site.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
