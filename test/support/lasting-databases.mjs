// Where tests on PostgreSQL run: Node, and databases that outlive a test and its file, for starting one takes longer than most tests.
import { TestEnvironment } from 'jest-environment-node';

/** The environment of tests whose databases `open` makes, from the folder with everything of this run. */
export function lasting(open) {
  const free = [];
  const taken = new Set();

  async function takeDatabase() {
    const database = free.pop() ?? (await open(process.env.KABINET_TEST_DIR));
    taken.add(database);
    const way = await database.refill();
    const giveBack = () => {
      if (taken.delete(database)) free.push(database);
    };
    return { ...way, folder: database.folder, giveBack };
  }

  return class extends TestEnvironment {
    async setup() {
      await super.setup();
      this.global.takeDatabase = takeDatabase;
    }

    // A test that failed half-way may be in the middle of a transaction: what it did not give back is not used again.
    async teardown() {
      for (const database of taken) await database.close();
      taken.clear();
      await super.teardown();
    }
  };
}
