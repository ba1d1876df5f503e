// Measures the library of signatures against test data that lie outside this repository:
//
//   npm run -s conformance -- ../shared/conformance/pkits [--json FILE]
//   npm run -s conformance -- --raw FILE
//
// The first ends with `pkits: P/249 passed, A false acceptances, R false refusals`; its exit status is 0 when nothing failed but what is excused.
// The second judges bare signatures, one JSON object a line, and prints `id valid` or `id invalid` for each.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportPkits, runPkits } from './conformance/pkits.ts';
import { judgeRaw } from './conformance/raw.ts';

// In one piece: whoever reads only the first lines closes the pipe behind them.
const say = (lines: readonly string[]) => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, raw: { type: 'string' } },
  allowPositionals: true,
});
const [folder] = positionals;

if (values.raw !== undefined) {
  say(judgeRaw(readFileSync(values.raw, 'utf8')));
} else if (folder === undefined) {
  process.stderr.write('usage: npm run -s conformance -- FOLDER [--json FILE] | --raw FILE\n');
  process.exitCode = 2;
} else {
  const results = runPkits(folder);
  const { lines, good } = reportPkits(results);
  say(lines);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, null, 2));
  process.exitCode = good ? 0 : 1;
}
