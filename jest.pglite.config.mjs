import { common, limits, testsOnEachDatabase } from './jest.config.mjs';

/** The tests of the app on PGlite, the PostgreSQL that runs inside Node. */
export default {
  ...limits,
  projects: [
    {
      ...common,
      displayName: 'PGlite',
      testMatch: testsOnEachDatabase(),
      testEnvironment: '<rootDir>/test/support/pglite-environment.mjs',
      globalSetup: '<rootDir>/test/support/global-setup-pglite.mjs',
    },
  ],
};
