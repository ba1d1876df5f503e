// Walks the main job on a running demo server, over plain HTTP and as a person never seen before:
//
//   npm run -s journey -- --base http://localhost:3000 [--keep DIR]
//
// Every step is a line; the last one is `journey: passed`, or `journey: failed at <step>: <why>` with exit status 1.
// DIR receives the result, the receipt, the signed bytes, the signature and the certificates.
import { parseArgs } from 'node:util';
import { httpVisitor } from './journey/http/visitor.ts';
import { signWithOpenssl } from './journey/openssl.ts';
import { newPerson } from './journey/person.ts';
import { prove } from './journey/proof.ts';
import { walk } from './journey/walk.ts';

const say = (line: string) => void process.stdout.write(`${line}\n`);
let step = 'start';

function begin(name: string): void {
  step = name;
  say(`- ${name}`);
}

try {
  const { values } = parseArgs({
    options: { base: { type: 'string', default: 'http://localhost:3000' }, keep: { type: 'string' } },
  });
  const { base, keep } = values;
  const newVisitor = async () => httpVisitor(base);
  const papers = await walk({ base, newVisitor, sign: signWithOpenssl, begin, now: () => Date.now() }, newPerson());
  begin('independent judgement');
  for (const line of await prove(papers, keep)) say(`  ${line}`);
  say('journey: passed');
} catch (error) {
  say(`journey: failed at ${step}: ${wordsOf(error)}`);
  process.exitCode = 1;
}

/** The message on one line; `fetch failed` says why. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${wordsOf(error.cause)})`;
  return `${error.message}${cause}`.replaceAll(/\s+/gu, ' ');
}
