import tearDown from './global-teardown.mjs';

export default async function tearDownAll() {
  const { dropPostgresDatabases } = await import('./postgres.ts');
  await dropPostgresDatabases(process.env.TEST_DATABASE_URL, process.env.KABINET_TEST_POSTGRES);
  await tearDown();
}
