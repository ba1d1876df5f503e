// Tests in a browser:
//
//   npm run test:browser                            what npm test does under test/browser
//   npm run -s test:browser -- --full [--json FILE]   every page in every mode; makes the table in docs/face.md
//
// With --full the figures for the seven goals go to the screen, to docs/face.md and, as data, to FILE; exit status 1 when a
// goal is not met.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeTemplate } from '../support/template.ts';
import { writeTable } from './full/figures.ts';
import { runTests } from './full/ordinary.ts';
import { runEverything } from './full/run.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { full: { type: 'boolean', default: false }, json: { type: 'string' } },
});

const say = (line: string) => void process.stderr.write(`${line}\n`);

process.exitCode = values.full ? await full() : (await runTests(positionals)).status;

async function full(): Promise<number> {
  const dir = await mkdtemp(path.join(tmpdir(), 'kabinet-test-'));
  process.env['KABINET_TEST_DIR'] = dir;
  try {
    await makeTemplate(path.join(dir, 'template'));
    const { figures, findings, feels, note } = await runEverything(say);
    for (const finding of findings) say(finding);
    for (const { goal, what, target, ours, ok } of figures) {
      process.stdout.write(`${ok ? 'met    ' : 'NOT MET'} ${goal}  ${what}: ${ours} (${target})\n`);
    }
    writeTable(figures, note);
    if (values.json !== undefined)
      await writeFile(values.json, `${JSON.stringify({ figures, findings, feels }, null, 2)}\n`);
    return figures.every(({ ok }) => ok) ? 0 : 1;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
