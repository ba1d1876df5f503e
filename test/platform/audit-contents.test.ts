import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditContents } from '../../src/platform/audit.ts';
import { closeJournal } from '../../src/platform/audit-heads.ts';
import { eraseAuditKey } from '../../src/platform/audit-keys.ts';
import { linkEntries } from '../../src/platform/audit-links.ts';
import { auditColumns, type AuditRow } from '../../src/platform/audit-row.ts';
import { personOf } from '../support/cast.ts';
import { startJournalBench, type JournalBench } from './journal-bench.ts';

let bench: JournalBench;
beforeEach(async () => void (bench = await startJournalBench()));
afterEach(() => bench.run.close());

describe('the contents of entries', () => {
  const rowsOf = (personId: string) =>
    bench.run.ctx
      .db('audit_entries')
      .where({ person_id: personId })
      .orderBy('seq')
      .select([...auditColumns]) as Promise<AuditRow[]>;

  test('lie encrypted, each person’s under a key of their own', async () => {
    await bench.tenActs();
    const boris = await personOf(bench.run, 'boris');
    await bench.run.ctx.audit.record({ act: 'test.act', personId: boris.id, ip: '198.51.100.7' });
    await linkEntries(bench.run.ctx);
    const all = JSON.stringify([await bench.run.ctx.db('audit_entries'), await bench.run.ctx.db('audit_keys')]);
    expect(all).not.toMatch(/203\.0\.113|198\.51\.100/);
    const [annas, borises] = [await rowsOf(bench.annaId), await rowsOf(boris.id)];
    expect(new Set(annas.map(({ key_id }) => key_id)).size).toBe(1);
    expect(annas[0]?.key_id).not.toBe(borises[0]?.key_id);
    expect((await auditContents(bench.run.ctx, borises)).get(borises.at(-1)?.id ?? '')).toEqual({ ip: '198.51.100.7' });
  });

  test('are gone for ever with the key, while the chain still holds and later acts get a new key', async () => {
    await bench.tenActs();
    await eraseAuditKey(bench.run.ctx, bench.annaId);
    await bench.act('test.later');
    await closeJournal(bench.run.ctx);
    expect(await bench.verify()).toMatchObject({ entries: bench.before + 11, fault: null });
    const rows = await rowsOf(bench.annaId);
    const contents = await auditContents(bench.run.ctx, rows);
    expect(rows.slice(0, -1).map(({ id }) => contents.get(id))).toEqual(rows.slice(0, -1).map(() => null));
    expect(contents.get(rows.at(-1)?.id ?? '')).toMatchObject({ of: 'test.later' });
  });

  test('do not open once a column beside them was changed', async () => {
    await bench.tenActs();
    const row = { ...(await bench.entry(bench.before + 3)), act: 'test.other' };
    await expect(auditContents(bench.run.ctx, [row])).rejects.toThrow();
  });
});
