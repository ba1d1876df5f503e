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

const tell = (line: string) => void process.stderr.write(`${line}\n`);

function run(): number {
  const options = { json: { type: 'string' }, raw: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [folder] = positionals;
  if (values.raw !== undefined) {
    say(judgeRaw(readFileSync(values.raw, 'utf8')));
    return 0;
  }
  if (folder === undefined) {
    tell('usage: npm run -s conformance -- FOLDER [--json FILE] | --raw FILE');
    return 2;
  }
  const results = runPkits(folder);
  const { lines, good } = reportPkits(results);
  say(lines);
  if (values.json !== undefined) writeFileSync(values.json, JSON.stringify(results, null, 2));
  return good ? 0 : 1;
}

try {
  process.exitCode = run();
} catch (error) {
  // A file that is not there, an option that does not exist.
  if (!(error instanceof Error && 'code' in error)) throw error;
  tell(error.message);
  process.exitCode = 2;
}
