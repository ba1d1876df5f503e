import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = import.meta.dirname;

/** What every run of tests has in common, on whatever database. */
export const common = {
  rootDir: root,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  modulePathIgnorePatterns: ['<rootDir>/data', '<rootDir>/scripts/runtime'],
};

// Each file of tests leaves a little behind in the process that ran it, so that a process is replaced when it has grown.
export const limits = { testTimeout: 30_000, maxWorkers: 2, workerIdleMemoryLimit: '1GB' };

/**
 * Commands are processes beside the database, two folders are each about one kind of it, and what is malformed or too slow is
 * refused before any is asked.
 */
const notOnEach = [
  'test/cli/',
  'test/platform/sqlite/',
  'test/platform/postgres/',
  'test/routes/malformed.',
  'test/routes/slow.',
];

/** The files whose tests use the app or its database, themselves or through their helpers: what they say must hold on each. */
export function testsOnEachDatabase() {
  return readdirSync(path.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('test', name))
    .filter((file) => file.endsWith('.test.ts') && !notOnEach.some((folder) => file.startsWith(folder)))
    .filter((file) => {
      const helpers = helpersOf(file);
      // What a browser shows was decided before: one database is enough.
      return helpers.has('test/support/copies.ts') && !helpers.has('test/support/browser.ts');
    })
    .map((file) => path.join(root, file));
}

function helpersOf(file, found = new Set()) {
  for (const [, target] of readFileSync(path.join(root, file), 'utf8').matchAll(/from '(\.[^']*\.ts)'/g)) {
    const helper = path.join(path.dirname(file), target);
    if (found.has(helper) || !helper.startsWith('test/') || !existsSync(path.join(root, helper))) continue;
    found.add(helper);
    helpersOf(helper, found);
  }
  return found;
}

export default {
  ...limits,
  projects: [
    {
      ...common,
      displayName: 'SQLite',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/platform/postgres/'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
    },
    {
      ...common,
      // PostgreSQL that runs inside Node.
      displayName: 'PGlite',
      testMatch: testsOnEachDatabase(),
      testEnvironment: '<rootDir>/test/support/environment-pglite.mjs',
      globalSetup: '<rootDir>/test/support/global-setup-pglite.mjs',
    },
  ],
};
