import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import { day } from '../../src/platform/values/durations.ts';
import { startJournalBench, type JournalBench } from './journal-bench.ts';

let bench: JournalBench;
beforeEach(async () => void (bench = await startJournalBench()));
afterEach(() => bench.run.close());

describe('signed heads', () => {
  async function lines(): Promise<string[]> {
    const [file = ''] = await readdir(bench.dir);
    return (await readFile(path.join(bench.dir, file), 'utf8')).trimEnd().split('\n');
  }

  test('are written by the worker every minute, into the file of the day, once for each length of the chain', async () => {
    const minute = async () => {
      bench.run.clock.advance(60_000);
      await bench.run.worker.drain();
    };
    await bench.run.worker.drain();
    await bench.act('test.one');
    await minute();
    await minute();
    await bench.act('test.two');
    await minute();
    expect(await readdir(bench.dir)).toEqual(['heads-2026-11-20.jsonl']);
    const heads = (await lines()).map((line) => JSON.parse(line) as { act: string; seq: number });
    expect(heads.length).toBe(2);
    expect(heads[1]!.seq).toBeGreaterThan(heads[0]!.seq);
    bench.run.clock.advance(day);
    await bench.act('test.three');
    await closeJournal(bench.run.ctx);
    expect(await readdir(bench.dir)).toEqual(['heads-2026-11-20.jsonl', 'heads-2026-11-21.jsonl']);
    expect(await bench.verify()).toMatchObject({ heads: 3, fault: null });
  });

  test('tell nothing of the entries', async () => {
    await bench.tenActs();
    expect(Object.keys(JSON.parse((await lines())[0] ?? '') as object)).toEqual(['seq', 'link', 'at', 'mac']);
  });

  test.each([
    ['changed', (line: string) => line.replace('"seq":', '"seq":1')],
    ['not a head at all', () => 'nothing'],
  ])('a line that was %s is named', async (_how, spoil) => {
    await bench.tenActs();
    await bench.act('test.more');
    await closeJournal(bench.run.ctx);
    const [one = '', two = ''] = await lines();
    await writeFile(path.join(bench.dir, 'heads-2026-11-20.jsonl'), `${one}\n${spoil(two)}\n`);
    expect((await bench.verify()).badHead).toMatchObject({ file: 'heads-2026-11-20.jsonl', line: 2 });
  });

  test('a head that somebody wrote without the key is no head', async () => {
    await bench.tenActs();
    const forged = { seq: 1, link: '0'.repeat(64), at: 1, mac: '0'.repeat(64) };
    await appendFile(path.join(bench.dir, 'heads-2026-11-20.jsonl'), `${JSON.stringify(forged)}\n`);
    expect((await bench.verify()).badHead?.line).toBe(2);
  });

  test('without any the chain is still judged, but nothing is said of its end', async () => {
    const first = await bench.tenActs();
    await rm(bench.dir, { recursive: true });
    await bench.run.ctx
      .db('audit_entries')
      .where('seq', '>', first + 6)
      .delete();
    expect(await bench.verify()).toMatchObject({ heads: 0, lastHead: null, fault: null });
  });
});
