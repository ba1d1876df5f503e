// Measures the library of signatures against public test data that lie outside this repository:
//
//   npm run -s conformance -- ../shared/conformance/pkits [--json FILE]
//
// The last line is `pkits: P/249 passed, A false acceptances, R false refusals`; the exit status is 0 when nothing failed but what is excused.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportPkits, runPkits } from './conformance/pkits.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);

const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const [folder] = positionals;
if (folder === undefined) {
  process.stderr.write('usage: npm run -s conformance -- FOLDER [--json FILE]\n');
  process.exitCode = 2;
} else {
  const results = runPkits(folder);
  const { lines, good } = reportPkits(results);
  for (const line of lines) say(line);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, null, 2));
  process.exitCode = good ? 0 : 1;
}
