import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../../..');
const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
const chosen = ['test/browser', '--selectProjects', 'SQLite'];

/** How the tests of each file under `test/browser/` ended, by the file's name without `.test.ts`. */
export type Ordinary = ReadonlyMap<string, Readonly<{ passed: number; failed: number }>>;

/**
 * Runs the tests that `npm test` runs, in a process of their own. `argv` goes to jest; with `everyMode` the walks look at the
 * pages on their way in every mode and take their time.
 */
export async function runTests(
  argv: readonly string[],
  { everyMode = false } = {},
): Promise<{ status: number; files: Ordinary }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'kabinet-browser-'));
  const output = path.join(dir, 'tests.json');
  const child = spawn(process.execPath, [...jest, ...chosen, '--json', '--outputFile', output, ...argv], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(everyMode ? { EVERY_MODE: 'yes' } : {}) },
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  const files = readResults(output);
  rmSync(dir, { recursive: true });
  return { status: status ?? 1, files };
}

type Results = { testResults: { name: string; assertionResults: { status: string }[] }[] };

function readResults(output: string): Ordinary {
  const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as Results;
  const count = (of: Results['testResults'][number], status: string) =>
    of.assertionResults.filter((one) => one.status === status).length;
  return new Map(
    testResults.map((one) => [
      path.basename(one.name, '.test.ts'),
      { passed: count(one, 'passed'), failed: count(one, 'failed') },
    ]),
  );
}
