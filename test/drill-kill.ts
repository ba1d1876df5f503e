// Kills a server of its own at random moments while people file applications with papers, and proves that nothing it had
// acknowledged is missing, different or there twice:
//
//   npm run -s drill:kill [-- --kills 50] [--port 3310] [--json FILE]
//
// A line for each life of the server; the last one is `drill:kill acknowledged=N lost=0 duplicated=0 orphaned=0`. The exit status
// is 0 when that is so, the server was back within two seconds each time, and the journal is whole.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { personWith } from './drills/client.ts';
import { newLedger } from './drills/ledger.ts';
import { live } from './drills/living.ts';
import { createPortal, type Return } from './drills/portal.ts';
import { cookiesOf, reckon } from './drills/reckoning.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    port: { type: 'string', default: '3310' },
    json: { type: 'string' },
  },
});
const kills = Number(values.kills);
/** Answers that a life lasts at least, so that fifty of them make two thousand. */
const atLeast = 42;
const backWithin = 2000;
const say = (line: string) => void process.stdout.write(`${line}\n`);

const dataDir = mkdtempSync(path.join(tmpdir(), 'drill-kill-'));
const portal = createPortal(dataDir, Number(values.port));
const ledger = newLedger();
const returns: Return[] = [];
try {
  say(`an empty data folder: ready ${wordsOf(await portal.start())}`);
  const people = (await cookiesOf(portal.env, ['anna', 'boris', 'vera'])).map((cookie) =>
    personWith(portal.base, cookie),
  );
  let over = false;
  const lives = people.map((person) => live({ person, ledger, isOver: () => over, ready: portal.ready }));
  const broken = Promise.all(lives).then(() => {});
  for (let life = 1; life <= kills; life += 1) {
    const before = ledger.acknowledged;
    await Promise.race([broken, enough(before)]);
    await portal.kill();
    const back = await portal.start();
    returns.push(back);
    say(`${life}. ${ledger.acknowledged - before} answers, killed, back ${wordsOf(back)}`);
  }
  over = true;
  await broken;
  await portal.stop();
  const { lost, duplicated, orphaned, journal } = await reckon(portal.env, ledger);
  // What a busy machine gives to others is not our doing.
  const own = returns.map(({ took, starved }) => took - starved);
  const late = own.filter((took) => took > backWithin).length;
  for (const finding of [...lost, ...duplicated, ...orphaned, ...journal].slice(0, 40)) say(`! ${finding}`);
  const sent = ledger.drafts.filter(({ number }) => number !== null).length;
  const files = ledger.drafts.reduce((sum, draft) => sum + draft.files.length, ledger.documents.length);
  say(`${sent} applications sent, ${files} files kept, ${kills} kills`);
  say(`back within ${backWithin} ms ${kills - late} times of ${kills}, at most ${Math.round(Math.max(...own))} ms`);
  const counts = {
    acknowledged: ledger.acknowledged,
    lost: lost.length,
    duplicated: duplicated.length,
    orphaned: orphaned.length,
  };
  if (values.json !== undefined)
    writeFileSync(
      values.json,
      JSON.stringify({ ...counts, kills, applications: sent, files, returns, journal }, null, 2),
    );
  say(
    `drill:kill ${Object.entries(counts)
      .map(([name, count]) => `${name}=${count}`)
      .join(' ')}`,
  );
  const good = lost.length + duplicated.length + orphaned.length + journal.length + late === 0;
  process.exitCode = good ? 0 : 1;
} finally {
  await portal.kill();
  rmSync(dataDir, { recursive: true, force: true });
}

function wordsOf({ took, starved }: Return): string {
  const waiting = starved > 50 ? `, ${Math.round(starved)} of them waiting for a processor` : '';
  return `after ${Math.round(took)} ms${waiting}`;
}

/** Some answers, and then any moment. */
async function enough(before: number): Promise<void> {
  while (ledger.acknowledged - before < atLeast) await pause(5);
  await pause(randomInt(300));
}
