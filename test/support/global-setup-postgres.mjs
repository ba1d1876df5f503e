// Runs once before all tests on a PostgreSQL server, in plain Node: makes the data folder and the database that they copy.
import { testDir } from './global-setup.mjs';

export default async function setUp() {
  const { makePostgresTemplate } = await import('./postgres.ts');
  process.env.KABINET_TEST_POSTGRES = await makePostgresTemplate(await testDir(), process.env.TEST_DATABASE_URL);
}
