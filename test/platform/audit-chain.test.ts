import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditContents } from '../../src/platform/audit.ts';
import { closeJournal, writeHead } from '../../src/platform/audit-heads.ts';
import { linkEntries } from '../../src/platform/audit-links.ts';
import { auditColumns, linkOf, type AuditRow } from '../../src/platform/audit-row.ts';
import { day } from '../../src/platform/values/durations.ts';
import { startJournalBench, type JournalBench } from './journal-bench.ts';

let bench: JournalBench;
beforeEach(async () => void (bench = await startJournalBench()));
afterEach(() => bench.run.close());

describe('linking', () => {
  test('gives every entry the next place and binds it to the one before', async () => {
    const first = await bench.tenActs();
    const rows = await Promise.all([first, first + 1, first + 9].map(bench.entry));
    expect(rows.map(({ act }) => act)).toEqual(['test.act-1', 'test.act-2', 'test.act-10']);
    expect(rows[1]?.link).toBe(linkOf(bench.run.ctx.cipher, rows[0]?.link ?? '', first + 1, rows[1]!));
    expect(await bench.verify()).toMatchObject({
      entries: bench.before + 10,
      unlinked: 0,
      heads: 1,
      fault: null,
      badHead: null,
    });
  });

  test('puts an entry that comes late behind those already linked, without a gap', async () => {
    await bench.act('test.early');
    const late = (await bench.run.ctx.db('audit_entries').where({ act: 'test.early' }).first(auditColumns)) as AuditRow;
    await bench.run.ctx.db('audit_entries').where({ id: late.id }).delete();
    await bench.act('test.other');
    await linkEntries(bench.run.ctx);
    await bench.run.ctx.db('audit_entries').insert(late);
    expect(await linkEntries(bench.run.ctx)).toBe(1);
    expect(await bench.entry(bench.before + 2)).toMatchObject({ act: 'test.early' });
    expect(await bench.verify()).toMatchObject({ entries: bench.before + 2, fault: null });
  });

  test('several processes at once make one chain', async () => {
    for (let n = 0; n < 450; n += 1) await bench.act('test.many');
    const linked = await Promise.all([
      linkEntries(bench.run.ctx),
      linkEntries(bench.run.ctx),
      linkEntries(bench.run.ctx),
    ]);
    expect(linked.reduce((sum, n) => sum + n)).toBe(450);
    expect(await bench.verify()).toMatchObject({ entries: bench.before + 450, unlinked: 0, fault: null });
  });

  test('gives entries from before the keys of the journal one, and reads them in the meantime', async () => {
    const sealed = (id: string) => bench.run.ctx.cipher.seal('audit_entries.details', id, '{"ip":"203.0.113.9"}');
    const old = { id: bench.run.ctx.ids.next(), at: 1, act: 'test.old', person_id: bench.annaId, result: 'done' };
    await bench.run.ctx.db('audit_entries').insert({ ...old, details_sealed: sealed(old.id) });
    const read = async () => {
      const row = (await bench.run.ctx.db('audit_entries').where({ id: old.id }).first(auditColumns)) as AuditRow;
      return [row.key_id === null, (await auditContents(bench.run.ctx, [row])).get(row.id)];
    };
    expect(await read()).toEqual([true, { ip: '203.0.113.9' }]);
    await linkEntries(bench.run.ctx);
    expect(await read()).toEqual([false, { ip: '203.0.113.9' }]);
    expect(await bench.verify()).toMatchObject({ entries: bench.before + 1, fault: null });
  });

  test('what is not linked yet is counted apart', async () => {
    await bench.act('test.fresh');
    expect(await bench.verify()).toMatchObject({ entries: bench.before, unlinked: 1, fault: null });
  });
});

describe('verification names the first bad entry', () => {
  test.each([
    ['act', { act: 'test.other' }],
    ['time', { at: 1 }],
    ['person', { person_id: null }],
    ['actor', { actor_id: 'somebody' }],
    ['subject', { subject: '44-2026-000001-1' }],
    ['result', { result: 'refused' }],
    ['contents', { details_sealed: 'AAAA' }],
    ['link', { link: '0'.repeat(64) }],
  ])('when its %s was changed', async (_what, columns) => {
    const first = await bench.tenActs();
    await bench.change(first + 4, columns);
    expect(await bench.verify()).toMatchObject({ entries: first + 3, fault: { kind: 'changed', seq: first + 4 } });
  });

  test('when it was removed', async () => {
    const first = await bench.tenActs();
    await bench.run.ctx
      .db('audit_entries')
      .where({ seq: first + 4 })
      .delete();
    expect((await bench.verify()).fault).toEqual({ kind: 'removed', seq: first + 4, entry: null });
  });

  test('when it was removed and the numbers were closed up', async () => {
    const first = await bench.tenActs();
    await bench.run.ctx
      .db('audit_entries')
      .where({ seq: first + 4 })
      .delete();
    for (let seq = first + 5; seq <= first + 9; seq += 1) await bench.change(seq, { seq: seq - 1 });
    expect((await bench.verify()).fault).toMatchObject({
      kind: 'removed',
      seq: first + 4,
      entry: { act: 'test.act-6' },
    });
  });

  test('when two were exchanged', async () => {
    const first = await bench.tenActs();
    await bench.change(first + 2, { seq: 0 });
    await bench.change(first + 7, { seq: first + 2 });
    await bench.change(0, { seq: first + 7 });
    expect((await bench.verify()).fault).toMatchObject({
      kind: 'reordered',
      seq: first + 2,
      entry: { act: 'test.act-8' },
    });
  });

  test('when it was moved to the end', async () => {
    const first = await bench.tenActs();
    await bench.change(first + 2, { seq: first + 10 });
    expect((await bench.verify()).fault).toEqual({ kind: 'reordered', seq: first + 2, entry: null });
  });

  test('when it was put between others', async () => {
    const first = await bench.tenActs();
    for (let seq = first + 9; seq >= first + 4; seq -= 1) await bench.change(seq, { seq: seq + 1 });
    const copy = {
      ...(await bench.entry(first + 3)),
      id: bench.run.ctx.ids.next(),
      act: 'test.forged',
      seq: first + 4,
    };
    await bench.run.ctx.db('audit_entries').insert(copy);
    expect((await bench.verify()).fault).toMatchObject({
      kind: 'inserted',
      seq: first + 4,
      entry: { act: 'test.forged' },
    });
  });

  test('when it was slipped in before it could be linked', async () => {
    await bench.tenActs();
    const { seq, link: _link, ...row } = await bench.entry(bench.before + 1);
    await bench.run.ctx.db('audit_entries').insert({ ...row, id: bench.run.ctx.ids.next(), at: row.at + day });
    await closeJournal(bench.run.ctx);
    expect((await bench.verify()).fault).toMatchObject({ kind: 'inserted', seq: seq + 10 });
  });

  test('when the end was cut off', async () => {
    const first = await bench.tenActs();
    await bench.run.ctx
      .db('audit_entries')
      .where('seq', '>', first + 6)
      .delete();
    expect((await bench.verify()).fault).toEqual({ kind: 'cut off', seq: first + 7, entry: null });
  });

  test('when everything was removed', async () => {
    await bench.tenActs();
    await bench.run.ctx.db('audit_entries').delete();
    expect((await bench.verify()).fault).toEqual({ kind: 'cut off', seq: 1, entry: null });
  });

  test('when the chain was made anew with the right key', async () => {
    await writeHead({ ...bench.run.ctx, dir: bench.dir });
    const first = await bench.tenActs();
    await bench.run.ctx
      .db('audit_entries')
      .where('seq', '>', first + 3)
      .delete();
    for (let n = 0; n < 8; n += 1) await bench.act('test.instead');
    await linkEntries(bench.run.ctx);
    expect((await bench.verify()).fault).toEqual({ kind: 'rewritten', seq: bench.before + 1, entry: null });
  });

  test('when its key was removed instead of erased', async () => {
    const first = await bench.tenActs();
    await bench.run.ctx.db('audit_keys').where({ owner: bench.annaId }).delete();
    const keyless = await bench.run.ctx
      .db('audit_entries')
      .where({ person_id: bench.annaId })
      .orderBy('seq')
      .first('seq');
    expect((await bench.verify()).fault).toMatchObject({ kind: 'key', seq: (keyless as { seq: number }).seq });
    expect((keyless as { seq: number }).seq).toBeLessThanOrEqual(first);
  });
});
