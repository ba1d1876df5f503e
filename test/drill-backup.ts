// Makes backups of a server of its own while people file applications with papers, restores them into empty folders, and proves
// that they are equal row by row and file by file:
//
//   npm run -s drill:backup [-- --answers 300] [--port 3320] [--json FILE]
//
// The first copy is made under load: it must be of one moment between two looks at the living portal and hold everything that was
// acknowledged before it was begun. The second is made of a running server that nobody uses: it must equal it exactly. The last
// line is `drill:backup rows=N files=N acknowledged=N lost=0 different=0`; the exit status is 0 when that is so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { rowsOf } from './cli/database-rows.ts';
import { personWith } from './drills/client.ts';
import {
  countRows,
  differentFiles,
  differentRows,
  filesUnder,
  kabinet,
  notBetween,
  sumsUnder,
} from './drills/copies.ts';
import { newLedger, type Ledger } from './drills/ledger.ts';
import { live } from './drills/living.ts';
import { createPortal } from './drills/portal.ts';
import { cookiesOf, reckon } from './drills/reckoning.ts';

const { values } = parseArgs({
  options: {
    answers: { type: 'string', default: '300' },
    port: { type: 'string', default: '3320' },
    json: { type: 'string' },
  },
});
const say = (line: string) => void process.stdout.write(`${line}\n`);
const base = mkdtempSync(path.join(tmpdir(), 'drill-backup-'));
const folder = (name: string) => path.join(base, name);
const dataDir = folder('data');
const portal = createPortal(dataDir, Number(values.port));
const ledger = newLedger();
let over = false;
try {
  await portal.start();
  const cookies = await cookiesOf(portal.env, ['anna', 'boris', 'vera']);
  const lives = cookies.map((cookie) =>
    live({ person: personWith(portal.base, cookie), ledger, isOver: () => over, ready: portal.ready }),
  );
  const broken = Promise.all(lives).then(() => {});

  await Promise.race([broken, answers(Number(values.answers))]);
  const before = structuredClone(ledger);
  const rowsBefore = rowsOf(dataDir);
  await Promise.race([broken, kabinet(portal.env, 'backup', folder('busy'))]);
  const rowsAfter = rowsOf(dataDir);
  const meanwhile = ledger.acknowledged - before.acknowledged;
  over = true;
  await broken;
  const busy = await restored('busy');
  const different = [
    ...notBetween(busy.rows, rowsBefore, rowsAfter),
    ...(await differentFiles(path.join(busy.dir, 'files'), path.join(dataDir, 'files'), { within: true })),
    ...(meanwhile === 0 ? ['nobody was at work while the first copy was made'] : []),
  ];
  say(`under load: ${countRows(busy.rows)} rows, ${busy.files} files; ${meanwhile} answers while it was made`);

  const still = await quietCopy();
  const quiet = await restored(still.name);
  different.push(...differentRows(still.rows, quiet.rows));
  // In the store there lies besides what belongs to no row and waits to be swept. That each row has its content is reckoned below.
  different.push(
    ...(await differentFiles(path.join(quiet.dir, 'files'), path.join(dataDir, 'files'), { within: true })),
    ...(isDeepStrictEqual(await sumsUnder(path.join(quiet.dir, 'audit')), still.heads) ? [] : ['heads of the journal']),
  );
  say(`at rest: ${countRows(quiet.rows)} rows, ${quiet.files} files`);
  await portal.kill();

  const lost: string[] = [];
  for (const [dir, acknowledged] of [
    [busy.dir, unchanged(before)],
    [quiet.dir, ledger],
  ] as const) {
    const found = await reckon({ ...portal.env, DATA_DIR: dir }, acknowledged);
    // What was filed after the first look may be in the first copy or not.
    lost.push(...found.lost, ...found.orphaned, ...found.journal, ...(dir === quiet.dir ? found.duplicated : []));
  }
  for (const finding of [...lost, ...different].slice(0, 40)) say(`! ${finding.slice(0, 300)}`);
  const counts = {
    rows: countRows(quiet.rows),
    files: quiet.files,
    acknowledged: ledger.acknowledged,
    lost: lost.length,
    different: different.length,
  };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...counts, meanwhile }, null, 2)}\n`);
  const words = Object.entries(counts).map(([name, count]) => `${name}=${count}`);
  say(`drill:backup ${words.join(' ')}`);
  process.exitCode = lost.length + different.length === 0 ? 0 : 1;
} finally {
  over = true;
  await portal.kill();
  rmSync(base, { recursive: true, force: true });
}

async function answers(count: number): Promise<void> {
  while (ledger.acknowledged < count) await pause(5);
}

/** What was acknowledged by then, but for pages that were saved once more since: the first copy may hold either. */
function unchanged(then: Ledger): Ledger {
  for (const [at, { saved }] of then.drafts.entries())
    for (const [page, mark] of saved) if (ledger.drafts[at]?.tried.get(page) !== mark) saved.delete(page);
  return then;
}

/** A copy during which nothing changed, with what stood there: the worker may have had something to do, then it is made anew. */
async function quietCopy() {
  const look = async () => ({ rows: rowsOf(dataDir), heads: await sumsUnder(path.join(dataDir, 'audit')) });
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const name = `quiet-${attempt}`;
    const before = await look();
    await kabinet(portal.env, 'backup', folder(name));
    if (isDeepStrictEqual(before, await look())) return { name, ...before };
    await pause(1_000);
  }
  throw new Error('the portal does not come to rest');
}

/** Verifies a copy and restores it into an empty folder; what is there must be what is in the copy. */
async function restored(name: string) {
  const dir = folder(`${name}-restored`);
  await kabinet(portal.env, 'backup', 'verify', folder(name));
  await kabinet({ ...portal.env, DATA_DIR: dir }, 'restore', folder(name));
  const rows = rowsOf(dir);
  const different = [...differentRows(rowsOf(folder(name)), rows)];
  for (const part of ['files', 'audit'])
    different.push(...(await differentFiles(path.join(dir, part), path.join(folder(name), part))));
  if (different.length > 0) throw new Error(`${name} was not restored as it is: ${different.join('; ').slice(0, 500)}`);
  return { dir, rows, files: (await filesUnder(path.join(dir, 'files'))).length };
}
