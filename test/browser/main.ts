// Tests in a browser:
//
//   npm run test:browser                            what npm test does under test/browser
//   npm run -s test:browser -- --full [--json FILE]   every page in every mode; makes the table in docs/face.md
//
// With --full the figures for the seven goals go to the screen, to docs/face.md and, as data, to FILE; exit status 1 when a
// goal is not met.
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
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
  const { figures, findings, feels, note } = await runEverything(say);
  for (const finding of findings) say(finding);
  for (const { goal, what, target, ours, ok } of figures) {
    process.stdout.write(`${ok ? 'met    ' : 'NOT MET'} ${goal}  ${what}: ${ours} (${target})\n`);
  }
  await writeTable(figures, note);
  const data = { figures, findings, feels };
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(data, null, 2)}\n`);
  return figures.every(({ ok }) => ok) ? 0 : 1;
}
