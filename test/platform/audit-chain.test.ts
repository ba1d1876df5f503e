import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { auditContents } from '../../src/platform/audit.ts';
import { closeJournal, writeHead } from '../../src/platform/audit-heads.ts';
import { eraseAuditKey } from '../../src/platform/audit-keys.ts';
import { linkEntries } from '../../src/platform/audit-links.ts';
import { auditColumns, linkOf, type AuditRow, type LinkedRow } from '../../src/platform/audit-row.ts';
import { verifyJournal, type Verdict } from '../../src/platform/audit-verify.ts';
import { day } from '../../src/platform/values/durations.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { personOf } from '../support/cast.ts';

let run: TestApp;
let dir: string;
let annaId: string;
/** Entries that the template brought along. */
let before: number;

beforeEach(async () => {
  run = await startApp();
  dir = run.ctx.config.auditDir;
  annaId = (await personOf(run, 'anna')).id;
  before = await linkEntries(run.ctx);
});
afterEach(() => run.close());

function verify(): Promise<Verdict> {
  return verifyJournal({ ...run.ctx, dir });
}

/** Ten acts on Anna's data, linked and under a signed head. Answers the place of the first. */
async function tenActs(): Promise<number> {
  for (let n = 1; n <= 10; n += 1) await act(`test.act-${n}`);
  await closeJournal(run.ctx);
  return before + 1;
}

function act(name: string): Promise<void> {
  return run.ctx.audit.record({
    act: name,
    personId: annaId,
    actorId: annaId,
    ip: '203.0.113.9',
    details: { of: name },
  });
}

function entry(seq: number): Promise<LinkedRow> {
  return run.ctx
    .db('audit_entries')
    .where({ seq })
    .first([...auditColumns, 'seq', 'link']) as Promise<LinkedRow>;
}

async function change(seq: number, columns: object): Promise<void> {
  expect(await run.ctx.db('audit_entries').where({ seq }).update(columns)).toBe(1);
}

describe('linking', () => {
  test('gives every entry the next place and binds it to the one before', async () => {
    const first = await tenActs();
    const rows = await Promise.all([first, first + 1, first + 9].map(entry));
    expect(rows.map(({ act }) => act)).toEqual(['test.act-1', 'test.act-2', 'test.act-10']);
    expect(rows[1]?.link).toBe(linkOf(run.ctx.cipher, rows[0]?.link ?? '', first + 1, rows[1]!));
    expect(await verify()).toMatchObject({ entries: before + 10, unlinked: 0, heads: 1, fault: null, badHead: null });
  });

  test('puts an entry that comes late behind those already linked, without a gap', async () => {
    await act('test.early');
    const late = (await run.ctx.db('audit_entries').where({ act: 'test.early' }).first(auditColumns)) as AuditRow;
    await run.ctx.db('audit_entries').where({ id: late.id }).delete();
    await act('test.other');
    await linkEntries(run.ctx);
    await run.ctx.db('audit_entries').insert(late);
    expect(await linkEntries(run.ctx)).toBe(1);
    expect(await entry(before + 2)).toMatchObject({ act: 'test.early' });
    expect(await verify()).toMatchObject({ entries: before + 2, fault: null });
  });

  test('several processes at once make one chain', async () => {
    for (let n = 0; n < 450; n += 1) await act('test.many');
    const linked = await Promise.all([linkEntries(run.ctx), linkEntries(run.ctx), linkEntries(run.ctx)]);
    expect(linked.reduce((sum, n) => sum + n)).toBe(450);
    expect(await verify()).toMatchObject({ entries: before + 450, unlinked: 0, fault: null });
  });

  test('gives entries from before the keys of the journal one, and reads them in the meantime', async () => {
    const sealed = (id: string) => run.ctx.cipher.seal('audit_entries.details', id, '{"ip":"203.0.113.9"}');
    const old = { id: run.ctx.ids.next(), at: 1, act: 'test.old', person_id: annaId, result: 'done' };
    await run.ctx.db('audit_entries').insert({ ...old, details_sealed: sealed(old.id) });
    const read = async () => {
      const row = (await run.ctx.db('audit_entries').where({ id: old.id }).first(auditColumns)) as AuditRow;
      return [row.key_id === null, (await auditContents(run.ctx, [row])).get(row.id)];
    };
    expect(await read()).toEqual([true, { ip: '203.0.113.9' }]);
    await linkEntries(run.ctx);
    expect(await read()).toEqual([false, { ip: '203.0.113.9' }]);
    expect(await verify()).toMatchObject({ entries: before + 1, fault: null });
  });

  test('what is not linked yet is counted apart', async () => {
    await act('test.fresh');
    expect(await verify()).toMatchObject({ entries: before, unlinked: 1, fault: null });
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
    const first = await tenActs();
    await change(first + 4, columns);
    expect(await verify()).toMatchObject({ entries: first + 3, fault: { kind: 'changed', seq: first + 4 } });
  });

  test('when it was removed', async () => {
    const first = await tenActs();
    await run.ctx
      .db('audit_entries')
      .where({ seq: first + 4 })
      .delete();
    expect((await verify()).fault).toEqual({ kind: 'removed', seq: first + 4, entry: null });
  });

  test('when it was removed and the numbers were closed up', async () => {
    const first = await tenActs();
    await run.ctx
      .db('audit_entries')
      .where({ seq: first + 4 })
      .delete();
    for (let seq = first + 5; seq <= first + 9; seq += 1) await change(seq, { seq: seq - 1 });
    expect((await verify()).fault).toMatchObject({ kind: 'removed', seq: first + 4, entry: { act: 'test.act-6' } });
  });

  test('when two were exchanged', async () => {
    const first = await tenActs();
    await change(first + 2, { seq: 0 });
    await change(first + 7, { seq: first + 2 });
    await change(0, { seq: first + 7 });
    expect((await verify()).fault).toMatchObject({ kind: 'reordered', seq: first + 2, entry: { act: 'test.act-8' } });
  });

  test('when it was moved to the end', async () => {
    const first = await tenActs();
    await change(first + 2, { seq: first + 10 });
    expect((await verify()).fault).toEqual({ kind: 'reordered', seq: first + 2, entry: null });
  });

  test('when it was put between others', async () => {
    const first = await tenActs();
    for (let seq = first + 9; seq >= first + 4; seq -= 1) await change(seq, { seq: seq + 1 });
    const copy = { ...(await entry(first + 3)), id: run.ctx.ids.next(), act: 'test.forged', seq: first + 4 };
    await run.ctx.db('audit_entries').insert(copy);
    expect((await verify()).fault).toMatchObject({ kind: 'inserted', seq: first + 4, entry: { act: 'test.forged' } });
  });

  test('when it was slipped in before it could be linked', async () => {
    await tenActs();
    const { seq, link: _link, ...row } = await entry(before + 1);
    await run.ctx.db('audit_entries').insert({ ...row, id: run.ctx.ids.next(), at: row.at + day });
    await closeJournal(run.ctx);
    expect((await verify()).fault).toMatchObject({ kind: 'inserted', seq: seq + 10 });
  });

  test('when the end was cut off', async () => {
    const first = await tenActs();
    await run.ctx
      .db('audit_entries')
      .where('seq', '>', first + 6)
      .delete();
    expect((await verify()).fault).toEqual({ kind: 'cut off', seq: first + 7, entry: null });
  });

  test('when everything was removed', async () => {
    await tenActs();
    await run.ctx.db('audit_entries').delete();
    expect((await verify()).fault).toEqual({ kind: 'cut off', seq: 1, entry: null });
  });

  test('when the chain was made anew with the right key', async () => {
    await writeHead({ ...run.ctx, dir });
    const first = await tenActs();
    await run.ctx
      .db('audit_entries')
      .where('seq', '>', first + 3)
      .delete();
    for (let n = 0; n < 8; n += 1) await act('test.instead');
    await linkEntries(run.ctx);
    expect((await verify()).fault).toEqual({ kind: 'rewritten', seq: before + 1, entry: null });
  });

  test('when its key was removed instead of erased', async () => {
    const first = await tenActs();
    await run.ctx.db('audit_keys').where({ owner: annaId }).delete();
    const keyless = await run.ctx.db('audit_entries').where({ person_id: annaId }).orderBy('seq').first('seq');
    expect((await verify()).fault).toMatchObject({ kind: 'key', seq: (keyless as { seq: number }).seq });
    expect((keyless as { seq: number }).seq).toBeLessThanOrEqual(first);
  });
});

describe('signed heads', () => {
  async function lines(): Promise<string[]> {
    const [file = ''] = await readdir(dir);
    return (await readFile(path.join(dir, file), 'utf8')).trimEnd().split('\n');
  }

  test('are written by the worker every minute, into the file of the day, once for each length of the chain', async () => {
    const minute = async () => {
      run.clock.advance(60_000);
      await run.worker.drain();
    };
    await run.worker.drain();
    await act('test.one');
    await minute();
    await minute();
    await act('test.two');
    await minute();
    expect(await readdir(dir)).toEqual(['heads-2026-11-20.jsonl']);
    const heads = (await lines()).map((line) => JSON.parse(line) as { act: string; seq: number });
    expect(heads.length).toBe(2);
    expect(heads[1]!.seq).toBeGreaterThan(heads[0]!.seq);
    run.clock.advance(day);
    await act('test.three');
    await closeJournal(run.ctx);
    expect(await readdir(dir)).toEqual(['heads-2026-11-20.jsonl', 'heads-2026-11-21.jsonl']);
    expect(await verify()).toMatchObject({ heads: 3, fault: null });
  });

  test('tell nothing of the entries', async () => {
    await tenActs();
    expect(Object.keys(JSON.parse((await lines())[0] ?? '') as object)).toEqual(['seq', 'link', 'at', 'mac']);
  });

  test.each([
    ['changed', (line: string) => line.replace('"seq":', '"seq":1')],
    ['not a head at all', () => 'nothing'],
  ])('a line that was %s is named', async (_how, spoil) => {
    await tenActs();
    await act('test.more');
    await closeJournal(run.ctx);
    const [one = '', two = ''] = await lines();
    await writeFile(path.join(dir, 'heads-2026-11-20.jsonl'), `${one}\n${spoil(two)}\n`);
    expect((await verify()).badHead).toMatchObject({ file: 'heads-2026-11-20.jsonl', line: 2 });
  });

  test('a head that somebody wrote without the key is no head', async () => {
    await tenActs();
    const forged = { seq: 1, link: '0'.repeat(64), at: 1, mac: '0'.repeat(64) };
    await appendFile(path.join(dir, 'heads-2026-11-20.jsonl'), `${JSON.stringify(forged)}\n`);
    expect((await verify()).badHead?.line).toBe(2);
  });

  test('without any the chain is still judged, but nothing is said of its end', async () => {
    const first = await tenActs();
    await rm(dir, { recursive: true });
    await run.ctx
      .db('audit_entries')
      .where('seq', '>', first + 6)
      .delete();
    expect(await verify()).toMatchObject({ heads: 0, lastHead: null, fault: null });
  });
});

describe('the contents of entries', () => {
  const rowsOf = (personId: string) =>
    run.ctx
      .db('audit_entries')
      .where({ person_id: personId })
      .orderBy('seq')
      .select([...auditColumns]) as Promise<AuditRow[]>;

  test('lie encrypted, each person’s under a key of their own', async () => {
    await tenActs();
    const boris = await personOf(run, 'boris');
    await run.ctx.audit.record({ act: 'test.act', personId: boris.id, ip: '198.51.100.7' });
    await linkEntries(run.ctx);
    const all = JSON.stringify([await run.ctx.db('audit_entries'), await run.ctx.db('audit_keys')]);
    expect(all).not.toMatch(/203\.0\.113|198\.51\.100/);
    const [annas, borises] = [await rowsOf(annaId), await rowsOf(boris.id)];
    expect(new Set(annas.map(({ key_id }) => key_id)).size).toBe(1);
    expect(annas[0]?.key_id).not.toBe(borises[0]?.key_id);
    expect((await auditContents(run.ctx, borises)).get(borises.at(-1)?.id ?? '')).toEqual({ ip: '198.51.100.7' });
  });

  test('are gone for ever with the key, while the chain still holds and later acts get a new key', async () => {
    await tenActs();
    await eraseAuditKey(run.ctx, annaId);
    await act('test.later');
    await closeJournal(run.ctx);
    expect(await verify()).toMatchObject({ entries: before + 11, fault: null });
    const rows = await rowsOf(annaId);
    const contents = await auditContents(run.ctx, rows);
    expect(rows.slice(0, -1).map(({ id }) => contents.get(id))).toEqual(rows.slice(0, -1).map(() => null));
    expect(contents.get(rows.at(-1)?.id ?? '')).toMatchObject({ of: 'test.later' });
  });

  test('do not open once a column beside them was changed', async () => {
    await tenActs();
    const row = { ...(await entry(before + 3)), act: 'test.other' };
    await expect(auditContents(run.ctx, [row])).rejects.toThrow();
  });
});
