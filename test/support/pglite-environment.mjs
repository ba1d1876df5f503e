// Where tests on PGlite run: Node, and databases that outlive a test file, for starting one takes longer than most tests.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TestEnvironment } from 'jest-environment-node';

const free = [];
const taken = new Set();

async function copyDatabase() {
  const { copyPglite, loadPglite } = await import('./pglite.ts');
  const pglite =
    free.pop() ?? (await loadPglite(await readFile(path.join(process.env.KABINET_TEST_DIR, 'pglite.tar'))));
  taken.add(pglite);
  const drop = () => {
    if (taken.delete(pglite)) free.push(pglite);
  };
  return { db: await copyPglite(pglite), drop };
}

export default class PgliteEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.copyPglite = copyDatabase;
  }

  // A test that failed half-way may be in the middle of a transaction: what it did not give back is not used again.
  async teardown() {
    for (const pglite of taken) await pglite.close();
    taken.clear();
    await super.teardown();
  }
}
