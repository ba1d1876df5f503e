import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp, type TestApp } from '../support/app.ts';
import { MOMENT } from '../support/pki.ts';
import { operator, type Answered } from './operator.ts';

/** The moment of the test certificates, as the command line takes it. */
export const AT = new Date(MOMENT).toISOString();

/** A portal with its operator's command line, and a folder of files for it to judge. */
export type JudgingBench = Readonly<{
  run: TestApp;
  kabinet: (...words: readonly string[]) => Promise<Answered>;
  close(): Promise<void>;
}>;

const folder = mkdtempSync(path.join(tmpdir(), 'kabinet-verify-'));

export const inFolder = (name: string): string => path.join(folder, name);

/** Writes a file into the folder; answers where it lies. */
export function put(name: string, content: Buffer | string): string {
  mkdirSync(path.dirname(inFolder(name)), { recursive: true });
  writeFileSync(inFolder(name), content);
  return inFolder(name);
}

export async function startJudging(): Promise<JudgingBench> {
  const run = await startApp();
  const line = operator(run);
  return {
    run,
    kabinet: (...words) => line(words),
    async close() {
      rmSync(folder, { recursive: true });
      await run.close();
    },
  };
}
