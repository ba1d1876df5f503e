// The tests that use a database, on the PostgreSQL server at TEST_DATABASE_URL: `npm run test:postgres`.
import { common, limits, testsOnEachDatabase } from './jest.config.mjs';

export default {
  ...limits,
  projects: [
    {
      ...common,
      displayName: 'PostgreSQL',
      testEnvironment: '<rootDir>/test/support/environment-postgres.mjs',
      testMatch: [
        ...testsOnEachDatabase(),
        '<rootDir>/test/platform/postgres/*.test.ts',
        '<rootDir>/test/cli/{accounts,audit-verify}.test.ts',
      ],
      globalSetup: '<rootDir>/test/support/global-setup-postgres.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown-postgres.mjs',
    },
  ],
};
