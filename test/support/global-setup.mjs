// Runs once before all tests, in plain Node: makes the data folder that the tests copy.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export default async function setUp() {
  const { makeTemplate } = await import('./template.ts');
  await makeTemplate(path.join(await testDir(), 'template'));
}

/** One folder for everything that the tests of this run write. */
export async function testDir() {
  process.env.KABINET_TEST_DIR ??= await mkdtemp(path.join(tmpdir(), 'kabinet-test-'));
  return process.env.KABINET_TEST_DIR;
}
