// Runs once before all tests on PGlite, in plain Node: makes the data folder and the dump that they copy.
import { testDir } from './global-setup.mjs';

export default async function setUp() {
  const { makePgliteTemplate } = await import('./pglite.ts');
  await makePgliteTemplate(await testDir());
}
