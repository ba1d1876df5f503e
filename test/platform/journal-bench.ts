import { expect } from '@jest/globals';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import { linkEntries } from '../../src/platform/audit-links.ts';
import { auditColumns, type LinkedRow } from '../../src/platform/audit-row.ts';
import { verifyJournal, type Verdict } from '../../src/platform/audit-verify.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf } from '../support/cast.ts';

/** A portal whose journal is linked and judged by hand. */
export type JournalBench = Readonly<{
  run: TestApp;
  /** Where its signed heads are. */
  dir: string;
  annaId: string;
  /** Entries that the template brought along. */
  before: number;
  verify(): Promise<Verdict>;
  /** An act on Anna's data. */
  act(name: string): Promise<void>;
  /** Ten acts on Anna's data, linked and under a signed head. Answers the place of the first. */
  tenActs(): Promise<number>;
  entry(seq: number): Promise<LinkedRow>;
  change(seq: number, columns: object): Promise<void>;
}>;

export async function startJournalBench(): Promise<JournalBench> {
  const run = await startApp();
  const dir = run.ctx.config.auditDir;
  const annaId = (await personOf(run, 'anna')).id;
  const before = await linkEntries(run.ctx);
  const ofAct = { personId: annaId, actorId: annaId, ip: '203.0.113.9' };
  const act = (name: string) => run.ctx.audit.record({ act: name, ...ofAct, details: { of: name } });
  return {
    run,
    dir,
    annaId,
    before,
    verify: () => verifyJournal({ ...run.ctx, dir }),
    act,
    async tenActs() {
      for (let n = 1; n <= 10; n += 1) await act(`test.act-${n}`);
      await closeJournal(run.ctx);
      return before + 1;
    },
    entry: (seq) =>
      run.ctx
        .db('audit_entries')
        .where({ seq })
        .first([...auditColumns, 'seq', 'link']) as Promise<LinkedRow>,
    async change(seq, columns) {
      expect(await run.ctx.db('audit_entries').where({ seq }).update(columns)).toBe(1);
    },
  };
}
