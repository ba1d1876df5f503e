// Runs once before all tests, in plain Node: makes the data folder that the tests copy.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export default async function setUp() {
  const dir = await mkdtemp(path.join(tmpdir(), 'kabinet-test-'));
  process.env.KABINET_TEST_DIR = dir;
  const { makeTemplate } = await import('./template.ts');
  await makeTemplate(path.join(dir, 'template'));
}
