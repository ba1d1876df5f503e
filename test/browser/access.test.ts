import { describe, expect, test } from '@jest/globals';
import { newPerson } from '../journey/person.ts';
import { walk } from '../journey/walk.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook } from './inspection.ts';
import { signWithLibrary } from './signing.ts';

const { site, guest } = inspectedSite();

describe.each([
  { name: 'with scripts', scripts: true },
  { name: 'without scripts', scripts: false },
])('$name', ({ scripts }) => {
  test('every page of the main job and every form sent empty can be used by everybody', async () => {
    const notebook = newNotebook();
    const { now } = site().test.ctx.clock;
    const newVisitor = async () => (await guest(notebook, { scripts })).visitor;
    const world = { base: site().origin, newVisitor, sign: signWithLibrary(now), begin: () => undefined, now };
    await walk(world, newPerson());
    expect(notebook.findings).toEqual([]);
    expect(notebook.places.size).toBeGreaterThan(40);
  }, 240_000);
});
