import { expect, test } from '@jest/globals';
import { newPerson } from '../journey/person.ts';
import { walk } from '../journey/walk.ts';
import { signWithLibrary } from '../support/signing.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook } from './inspection.ts';

/** Walks the main job and looks at every page and every form sent empty; the two ways have a file each, to run side by side. */
export function inspectMainJob({ scripts }: Readonly<{ scripts: boolean }>): void {
  const { site, guest } = inspectedSite();

  test('every page of the main job and every form sent empty can be used by everybody', async () => {
    const notebook = newNotebook();
    const { now } = site().test.ctx.clock;
    const newVisitor = async () => (await guest(notebook, { scripts })).visitor;
    const world = { base: site().origin, newVisitor, sign: signWithLibrary(now), begin: () => undefined, now };
    await walk(world, newPerson());
    expect(notebook.findings).toEqual([]);
    expect(notebook.places.size).toBeGreaterThan(40);
  }, 600_000);
}
