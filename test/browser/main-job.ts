import { expect, test } from '@jest/globals';
import { trustStore } from '../../src/features/signatures/index.ts';
import { verifyPdf } from '../../src/pki/index.ts';
import { newPerson } from '../journey/person.ts';
import { walk } from '../journey/walk.ts';
import { signWithLibrary } from '../support/signing.ts';
import { inspectedSite } from './inspected-site.ts';
import { newNotebook, patience } from './inspection.ts';
import { missed } from './pages/on-the-way.ts';

/**
 * Walks the main job from the first visit to the checked result and looks at every page and every form sent empty; the two ways
 * have a file each, to run side by side.
 */
export function inspectMainJob({ scripts }: Readonly<{ scripts: boolean }>): void {
  const { site, guest } = inspectedSite();

  test(
    'a person applies and signs, officials decide, the result comes back signed; everybody can use every page',
    async () => {
      const notebook = newNotebook();
      const { ctx } = site().test;
      const { now } = ctx.clock;
      const steps: string[] = [];
      const newVisitor = async () => (await guest(notebook, { scripts })).visitor;
      const begin = (step: string) => void steps.push(step);
      const world = { base: site().origin, newVisitor, sign: signWithLibrary(now), begin, now };
      const { number, receipt, result } = await walk(world, newPerson());

      expect(steps.at(-1)).toBe('check the result');
      expect(receipt.name).toBe(`Расписка ${number}.pdf`);
      expect(receipt.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(verifyPdf({ pdf: result.bytes, trust: await trustStore(ctx), at: now() }).outcome).toBe('TOTAL-PASSED');
      expect(notebook.findings).toEqual([]);
      expect(notebook.places.size).toBeGreaterThan(40);
      expect(missed('the main job', notebook.places)).toEqual([]);
    },
    patience(600),
  );
}
